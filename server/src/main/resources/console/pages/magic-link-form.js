// @ts-check
import {html} from '../lit/lit-html.js';
import {createMagicLink, listAppKeys} from '../api/connect.js';
import {copyButton} from '../parts/copy.js';
import {openDialog} from '../parts/dialog.js';
import {input, select, textOf} from '../parts/form.js';
import {dateTime} from '../parts/time.js';
import {SYNCED_PROVIDERS} from '../labels/providers.js';

const TIMES = [
  ['900', '15 minutes'],
  ['86400', '1 day'],
  ['604800', '1 week'],
  ['2592000', '30 days'],
];

/** Creates a link for a grower and shows it once: the server stores only its digest. */
export async function sendLink({leafUserId, user, signal}) {
  const keys = (await Promise.all(SYNCED_PROVIDERS.map((each) => listAppKeys(each.wire, signal)))).flat();
  if (keys.length === 0) {
    return openDialog({
      title: 'App key required',
      body: () => html`<p>Links use an application that you registered at a provider.
        <a href="#/connect">Add an app key</a> first.</p>`,
    });
  }
  const created = await openDialog({
    title: `Create a link for ${user.name}`,
    verb: 'Create link',
    body: (_, problem) => html`
      <p>The grower opens the link, signs in at the provider, grants access and chooses which organizations to share.</p>
      <div class="gap"></div>
      ${select({name: 'key', label: 'App key', value: '0', options: keys.map((key, index) => [String(index), appKeyText(key)])})}
      ${select({name: 'expiresIn', label: 'Valid for', value: '604800', options: TIMES})}
      ${input({name: 'companyName', label: 'Company name on the page', problem})}
    `,
    act: (form) => {
      const {provider, appName, clientEnvironment} = keys[Number(form.get('key'))];
      const companyName = textOf(form, 'companyName');
      return createMagicLink(leafUserId, {
        allowedProviders: [provider],
        appName,
        clientEnvironment,
        expiresIn: Number(form.get('expiresIn')),
        settings: companyName === '' ? {showLeafUserName: true} : {companyName, showLeafUserName: true},
      });
    },
  });
  return created && openDialog({
    title: `Send this to ${user.name}`,
    wide: true,
    body: () => html`
      <p class="given"><code>${created.link}</code></p>
      <div class="actions">${copyButton(created.link, 'Copy the link', 'The link')}</div>
      ${(created.warnings ?? []).map(({detail}) => html`<p>${detail}</p>`)}
      <p>Valid until ${dateTime(created.expiresAt)}. The link is not shown again.</p>
    `,
  });
}

const appKeyText = ({provider, appName, clientEnvironment}) =>
  `${SYNCED_PROVIDERS.find((each) => each.wire === provider).name}: ${appName}${clientEnvironment === 'STAGE' ? ' (sandbox)' : ''}`;

import {html} from '../lit/lit-html.js';
import {createMagicLink, listAppKeys} from '../api/connect.js';
import {copying} from '../parts/copy.js';
import {ask} from '../parts/dialog.js';
import {choice, input} from '../parts/fields.js';
import {at} from '../parts/time.js';
import {SYNCED} from '../words/providers.js';

const TIMES = [
  ['900', '15 minutes'],
  ['86400', '1 day'],
  ['604800', '1 week'],
  ['2592000', '30 days'],
];

/** Creates a link for a grower and shows it once: the server stores only its digest. */
export async function sendLink({leafUserId, user, signal}) {
  const keys = (await Promise.all(SYNCED.map((each) => listAppKeys(each.wire, signal)))).flat();
  if (keys.length === 0) {
    return ask({
      title: 'App key required',
      body: () => html`<p>Links use an application that you registered at a provider.
        <a href="#/connect">Add an app key</a> first.</p>`,
    });
  }
  const made = await ask({
    title: `Create a link for ${user.name}`,
    verb: 'Create link',
    body: (_, problem) => html`
      <p>The grower opens the link, signs in at the provider, grants access and chooses which organizations to share.</p>
      <div class="gap"></div>
      ${choice({name: 'key', label: 'App key', value: '0', options: keys.map((key, index) => [String(index), inWords(key)])})}
      ${choice({name: 'expiresIn', label: 'Valid for', value: '604800', options: TIMES})}
      ${input({name: 'companyName', label: 'Company name on the page', problem})}
    `,
    act: (form) => {
      const {provider, appName, clientEnvironment} = keys[Number(form.get('key'))];
      const companyName = form.get('companyName').trim();
      return createMagicLink(leafUserId, {
        allowedProviders: [provider],
        appName,
        clientEnvironment,
        expiresIn: Number(form.get('expiresIn')),
        settings: companyName === '' ? {showLeafUserName: true} : {companyName, showLeafUserName: true},
      });
    },
  });
  return made && ask({
    title: `Send this to ${user.name}`,
    wide: true,
    body: () => html`
      <p class="given"><code>${made.link}</code></p>
      <div class="actions">${copying(made.link, 'Copy the link', 'The link')}</div>
      ${(made.warnings ?? []).map(({detail}) => html`<p>${detail}</p>`)}
      <p>Valid until ${at(made.expiresAt)}. The link is not shown again.</p>
    `,
  });
}

const inWords = ({provider, appName, clientEnvironment}) =>
  `${SYNCED.find((each) => each.wire === provider).name}: ${appName}${clientEnvironment === 'STAGE' ? ' (sandbox)' : ''}`;

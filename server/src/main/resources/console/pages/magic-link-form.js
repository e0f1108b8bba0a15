import {html} from '../lit/lit-html.js';
import {createMagicLink, listAppKeys} from '../api/connect.js';
import {copying} from '../parts/copy.js';
import {ask} from '../parts/dialog.js';
import {choice, input} from '../parts/fields.js';
import {at} from '../parts/time.js';
import {SYNCED} from '../words/providers.js';

const TIMES = [
  ['900', '15 minutes'],
  ['86400', 'A day'],
  ['604800', 'A week'],
  ['2592000', '30 days'],
];

/** Makes a link for a grower and shows it, once: the server keeps a digest of it alone. */
export async function sendLink({leafUserId, user, signal}) {
  const keys = (await Promise.all(SYNCED.map((each) => listAppKeys(each.wire, signal)))).flat();
  if (keys.length === 0) {
    return ask({
      title: 'An app key is needed first',
      body: () => html`<p>A link signs the grower in with an application that you registered at a provider.
        <a href="#/connect">Store an app key</a>, then come back.</p>`,
    });
  }
  const made = await ask({
    title: `A link for ${user.name}`,
    verb: 'Make the link',
    body: (_, problem) => html`
      <p>Behind it the grower signs in at the provider, grants access and chooses which organizations to share.</p>
      <div class="gap"></div>
      ${choice({name: 'key', label: 'Signs in with', value: '0', options: keys.map((key, index) => [String(index), inWords(key)])})}
      ${choice({name: 'expiresIn', label: 'Is good for', value: '604800', options: TIMES})}
      ${input({name: 'companyName', label: 'Your company’s name on the page', problem})}
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
      <p>It is good until ${at(made.expiresAt)}, and stands here only now: it cannot be shown again.</p>
    `,
  });
}

const inWords = ({provider, appName, clientEnvironment}) =>
  `${SYNCED.find((each) => each.wire === provider).name}: ${appName}${clientEnvironment === 'STAGE' ? ' (sandbox)' : ''}`;

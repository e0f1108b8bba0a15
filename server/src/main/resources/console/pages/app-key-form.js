import {html} from '../lit/lit-html.js';
import {storeAppKey} from '../api/connect.js';
import {ask} from '../parts/dialog.js';
import {choice, input} from '../parts/fields.js';
import {SYNCED, providerNamed} from '../words/providers.js';

const ENVIRONMENTS = [['PRODUCTION', 'Production'], ['STAGE', 'Sandbox']];
const FIELDS = {
  JohnDeere: [['clientKey', 'Client key']],
  Trimble: [['applicationName', 'Application name'], ['clientId', 'Client id']],
};

/** Asks for what a provider gave when an application was registered there. */
export function askForAppKey(before) {
  let provider = before?.provider ?? SYNCED[0].wire;
  return ask({
    title: before ? `Replace the app key ${before.appName}` : 'Store an app key',
    verb: before ? 'Replace' : 'Store',
    body: (draw, problem) => html`
      ${before
        ? html`<p>Credentials that exist keep the keys that they were made with.</p><div class="gap"></div>`
        : html`
            ${choice({name: 'provider', label: 'Provider', value: provider, options: SYNCED.map((each) => [each.wire, each.name]), change: (event) => {
              provider = event.target.value;
              draw();
            }})}
            ${input({name: 'appName', label: 'Your own name for it', needed: true, problem})}
            ${choice({name: 'clientEnvironment', label: 'Environment', options: provider === 'Trimble' ? ENVIRONMENTS.slice(0, 1) : ENVIRONMENTS, value: 'PRODUCTION'})}
          `}
      ${FIELDS[provider].map(([name, label]) => input({name, label, needed: true, problem}))}
      ${input({name: 'clientSecret', label: 'Client secret', needed: true, type: 'password', autocomplete: 'new-password', problem})}
      <p class="hint after">Among the redirect addresses of the application at ${providerNamed(provider).name} must be
        <code>${location.origin}/connect/callback</code>, or the public address that the server was given. The secret is encrypted and never shown again.</p>
    `,
    act: (form) => {
      const text = (name) => form.get(name)?.trim() ?? '';
      const key = before ?? {provider, appName: text('appName') || ' ', clientEnvironment: form.get('clientEnvironment')};
      return storeAppKey(key, {
        clientSecret: text('clientSecret'),
        ...Object.fromEntries(FIELDS[provider].map(([name]) => [name, text(name)])),
      });
    },
  });
}

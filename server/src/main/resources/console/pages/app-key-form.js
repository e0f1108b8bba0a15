// @ts-check
import {html} from '../lit/lit-html.js';
import {storeAppKey} from '../api/connect.js';
import {openDialog} from '../parts/dialog.js';
import {input, select, textOf} from '../parts/form.js';
import {SYNCED_PROVIDERS, providerByWireName} from '../labels/providers.js';

const ENVIRONMENTS = [['PRODUCTION', 'Production'], ['STAGE', 'Sandbox']];
const FIELDS = {
  JohnDeere: [['clientKey', 'Client key']],
  Trimble: [['applicationName', 'Application name'], ['clientId', 'Client id']],
};

/** The keys of an application that was registered at a provider. */
export function openAppKeyForm(before) {
  let provider = before?.provider ?? SYNCED_PROVIDERS[0].wire;
  return openDialog({
    title: before ? `Replace the app key ${before.appName}` : 'Add an app key',
    verb: before ? 'Replace' : 'Add',
    body: (draw, problem) => html`
      ${before
        ? html`<p>Existing credentials keep the keys they were created with.</p><div class="gap"></div>`
        : html`
            ${select({name: 'provider', label: 'Provider', value: provider, options: SYNCED_PROVIDERS.map((each) => [each.wire, each.name]), change: (event) => {
              provider = event.target.value;
              draw();
            }})}
            ${input({name: 'appName', label: 'Name', needed: true, problem})}
            ${select({name: 'clientEnvironment', label: 'Environment', options: provider === 'Trimble' ? ENVIRONMENTS.slice(0, 1) : ENVIRONMENTS, value: 'PRODUCTION'})}
          `}
      ${FIELDS[provider].map(([name, label]) => input({name, label, needed: true, problem}))}
      ${input({name: 'clientSecret', label: 'Client secret', needed: true, type: 'password', autocomplete: 'new-password', problem})}
      <p class="hint after">The redirect URIs of the application at ${providerByWireName(provider).name} must include
        <code>${location.origin}/connect/callback</code>, or the same path at the public address of the server. The secret is encrypted and not shown again.</p>
    `,
    act: (form) => {
      const text = (name) => textOf(form, name);
      const key = before ?? {provider, appName: text('appName') || ' ', clientEnvironment: form.get('clientEnvironment')};
      return storeAppKey(key, {
        clientSecret: text('clientSecret'),
        ...Object.fromEntries(FIELDS[provider].map(([name]) => [name, text(name)])),
      });
    },
  });
}

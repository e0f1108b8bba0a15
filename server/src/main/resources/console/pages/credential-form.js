// @ts-check
import {html} from '../lit/lit-html.js';
import {storeCredential} from '../api/accounts.js';
import {openDialog} from '../parts/dialog.js';
import {select, input, formValues} from '../parts/form.js';
import {PROVIDERS} from '../labels/providers.js';

const ENVIRONMENTS = [['STAGE', 'Sandbox'], ['PRODUCTION', 'Production']];

/** A credential for a given provider, or for one to choose. */
export function openCredentialForm({leafUserId, user, provider}) {
  let chosen = provider ?? PROVIDERS.find((each) => !user[each.key]?.id);
  return openDialog({
    title: provider ? `Replace the credential for ${provider.name}` : 'Add a credential',
    verb: provider ? 'Replace' : 'Add',
    body: (draw, problem) => html`
      ${provider
        ? html`<p>The new credential replaces the current one. Selected organizations stay selected.</p>`
        : select({
            name: 'provider',
            label: 'Provider',
            value: chosen.path,
            options: PROVIDERS.filter((each) => !user[each.key]?.id).map((each) => [each.path, each.name]),
            hint: chosen.synced ? 'Headland verifies it immediately.' : 'Headland stores it and does not call this provider.',
            change: (event) => {
              chosen = PROVIDERS.find((each) => each.path === event.target.value);
              draw();
            },
          })}
      <div class="gap"></div>
      ${chosen.fields.map((field) => credentialField(field, problem))}
      <p class="hint">Secrets are encrypted and not shown again.</p>
    `,
    act: async (form) => {
      const {provider: _, ...body} = formValues(form);
      return {provider: chosen, credential: await storeCredential(leafUserId, chosen.path, body)};
    },
  });
}

function credentialField([name, label, kind], problem) {
  return kind === 'environment'
    ? select({name, label, options: ENVIRONMENTS, value: 'STAGE'})
    : input({name, label, needed: true, problem, type: kind === 'secret' ? 'password' : 'text', autocomplete: kind === 'secret' ? 'new-password' : 'off'});
}

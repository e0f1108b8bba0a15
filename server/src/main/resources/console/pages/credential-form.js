import {html, nothing} from '../lit/lit-html.js';
import {attachCredential} from '../api/accounts.js';
import {ask} from '../parts/dialog.js';
import {choice, input, typed} from '../parts/fields.js';
import {PROVIDERS} from '../words/providers.js';

const ENVIRONMENTS = [['STAGE', 'Sandbox'], ['PRODUCTION', 'Production']];

/** A credential for a given provider, or for one to choose. */
export function askForCredential({leafUserId, user, provider}) {
  let chosen = provider ?? PROVIDERS.find((each) => !user[each.key]?.id);
  return ask({
    title: provider ? `Replace the credential for ${provider.name}` : 'Add a credential',
    verb: provider ? 'Replace' : 'Add',
    body: (draw, problem) => html`
      ${provider
        ? html`<p>The new credential replaces the current one. Selected organizations stay selected.</p>`
        : choice({
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
      ${chosen.fields.map((field) => asked(field, problem))}
      <p class="hint">Secrets are encrypted and not shown again.</p>
    `,
    act: async (form) => {
      const {provider: _, ...body} = typed(form);
      return {provider: chosen, credential: await attachCredential(leafUserId, chosen.path, body)};
    },
  });
}

function asked([name, label, kind], problem) {
  return kind === 'environment'
    ? choice({name, label, options: ENVIRONMENTS, value: 'STAGE'})
    : input({name, label, needed: true, problem, type: kind === 'secret' ? 'password' : 'text', autocomplete: kind === 'secret' ? 'new-password' : 'off'});
}

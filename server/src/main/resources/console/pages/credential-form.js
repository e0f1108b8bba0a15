import {html, nothing} from '../lit/lit-html.js';
import {attachCredential} from '../api/accounts.js';
import {ask} from '../parts/dialog.js';
import {choice, input, typed} from '../parts/fields.js';
import {PROVIDERS} from '../words/providers.js';

const ENVIRONMENTS = [['STAGE', 'Sandbox'], ['PRODUCTION', 'Production']];

/** Asks for a credential, of a given provider or of one to choose. */
export function askForCredential({leafUserId, user, provider}) {
  let chosen = provider ?? PROVIDERS.find((each) => !user[each.key]?.id);
  return ask({
    title: provider ? `Replace the credential for ${provider.name}` : 'Attach a credential',
    verb: provider ? 'Replace' : 'Attach',
    body: (draw, problem) => html`
      ${provider
        ? html`<p>The new one takes the place of the old one; what was chosen for organizations stays.</p>`
        : choice({
            name: 'provider',
            label: 'Provider',
            value: chosen.path,
            options: PROVIDERS.filter((each) => !user[each.key]?.id).map((each) => [each.path, each.name]),
            hint: chosen.synced ? 'Headland tries it at once.' : 'Headland keeps it and does not call this provider.',
            change: (event) => {
              chosen = PROVIDERS.find((each) => each.path === event.target.value);
              draw();
            },
          })}
      <div class="gap"></div>
      ${chosen.fields.map((field) => asked(field, problem))}
      <p class="hint">Secrets are encrypted when they are stored and never shown again.</p>
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

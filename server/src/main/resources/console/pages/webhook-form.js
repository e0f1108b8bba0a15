import {html} from '../lit/lit-html.js';
import {copying} from '../parts/copy.js';
import {ask} from '../parts/dialog.js';
import {input} from '../parts/fields.js';
import {KINDS} from '../words/events.js';

/** Asks where events are to be sent, and which; gives what `act` made of it. */
export function askForWebhook({title, verb, webhook, act}) {
  const chosen = new Set(webhook?.types ?? ['*']);
  const everything = chosen.has('*');
  const exact = [...chosen].filter((type) => type !== '*' && !KINDS.some(([kind]) => kind === type));
  return ask({
    title,
    verb,
    body: (_, problem) => html`
      ${input({name: 'name', label: 'Name', needed: true, value: webhook?.name ?? '', problem})}
      ${input({name: 'url', label: 'Address', type: 'url', needed: true, value: webhook?.url ?? '', problem, hint: 'Events are posted there, signed as Standard Webhooks asks. It must be https, unless the server is set to allow its network.'})}
      <fieldset class="field">
        <legend>Events</legend>
        ${KINDS.map(([kind, name]) => html`<label class="check"><input type="checkbox" name="types" value=${kind} .defaultChecked=${everything || chosen.has(kind)}>${name}</label>`)}
        ${exact.map((type) => html`<label class="check"><input type="checkbox" name="types" value=${type} .defaultChecked=${true}><code>${type}</code></label>`)}
        <p class="hint">All of them ticked means every event, also of kinds that come later.</p>
      </fieldset>
    `,
    act: (form) => {
      const types = form.getAll('types');
      const all = KINDS.every(([kind]) => types.includes(kind));
      return act({name: form.get('name').trim(), url: form.get('url').trim(), types: all ? ['*'] : types});
    },
  });
}

/** Shows a secret, once. */
export function showSecret({secret, until}) {
  return ask({
    title: 'The signing secret',
    wide: true,
    body: () => html`
      <p class="given"><code>${secret}</code></p>
      <div class="actions">${copying(secret, 'Copy the secret', 'The secret')}</div>
      <p>Give it to the program that receives the events. It stands here only now: it cannot be shown again.</p>
      ${until ? html`<p>${until}</p>` : ''}
    `,
  });
}

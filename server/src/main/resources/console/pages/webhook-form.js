import {html} from '../lit/lit-html.js';
import {copying} from '../parts/copy.js';
import {ask} from '../parts/dialog.js';
import {input} from '../parts/fields.js';
import {KINDS} from '../words/events.js';

/** The form of a webhook; returns what `act` returns. */
export function askForWebhook({title, verb, webhook, act}) {
  const chosen = new Set(webhook?.types ?? ['*']);
  const everything = chosen.has('*');
  const exact = [...chosen].filter((type) => type !== '*' && !KINDS.some(([kind]) => kind === type));
  return ask({
    title,
    verb,
    body: (_, problem) => html`
      ${input({name: 'name', label: 'Name', needed: true, value: webhook?.name ?? '', problem})}
      ${input({name: 'url', label: 'URL', type: 'url', needed: true, value: webhook?.url ?? '', problem, hint: 'Events are sent to this URL, signed according to Standard Webhooks. It must use https, unless the server allows its network.'})}
      <fieldset class="field">
        <legend>Events</legend>
        ${KINDS.map(([kind, name]) => html`<label class="check"><input type="checkbox" name="types" value=${kind} .defaultChecked=${everything || chosen.has(kind)}>${name}</label>`)}
        ${exact.map((type) => html`<label class="check"><input type="checkbox" name="types" value=${type} .defaultChecked=${true}><code>${type}</code></label>`)}
        <p class="hint">Select all to receive every event, including types added later.</p>
      </fieldset>
    `,
    act: (form) => {
      const types = form.getAll('types');
      const all = KINDS.every(([kind]) => types.includes(kind));
      return act({name: form.get('name').trim(), url: form.get('url').trim(), types: all ? ['*'] : types});
    },
  });
}

/** Shows a secret once. */
export function showSecret({secret, until}) {
  return ask({
    title: 'Signing secret',
    wide: true,
    body: () => html`
      <p class="given"><code>${secret}</code></p>
      <div class="actions">${copying(secret, 'Copy the secret', 'The secret')}</div>
      <p>Configure it in the program that receives the events. It is not shown again.</p>
      ${until ? html`<p>${until}</p>` : ''}
    `,
  });
}

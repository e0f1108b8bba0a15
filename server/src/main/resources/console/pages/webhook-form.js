// @ts-check
import {html, nothing} from '../lit/lit-html.js';
import {copyButton} from '../parts/copy.js';
import {openDialog} from '../parts/dialog.js';
import {input, select, textOf} from '../parts/form.js';
import {dateTime} from '../parts/time.js';
import {formatDuration} from '../labels/numbers.js';
import {attemptBadge, deliveryFailure} from '../labels/webhooks.js';
import {KINDS} from '../labels/events.js';

/**
 * The form of a webhook; returns what `act` returns.
 *
 * @param {{title: string, verb: string, webhook?: any, act: (keys: object) => Promise<any>}} form
 */
export function openWebhookForm({title, verb, webhook, act}) {
  const chosen = new Set(webhook?.types ?? ['*']);
  const everything = chosen.has('*');
  const exact = [...chosen].filter((type) => type !== '*' && !KINDS.some(([kind]) => kind === type));
  return openDialog({
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
      return act({name: textOf(form, 'name'), url: textOf(form, 'url'), types: all ? ['*'] : types});
    },
  });
}

/**
 * Shows a secret once.
 *
 * @param {{secret: string, until?: unknown}} about
 */
export function showSecret({secret, until}) {
  return openDialog({
    title: 'Signing secret',
    wide: true,
    body: () => html`
      <p class="given"><code>${secret}</code></p>
      <div class="actions">${copyButton(secret, 'Copy the secret', 'The secret')}</div>
      <p>Configure it in the program that receives the events. It is not shown again.</p>
      ${until ? html`<p>${until}</p>` : ''}
    `,
  });
}

export const confirmRotation = (act) =>
  openDialog({
    title: 'Create a new signing secret?',
    body: () => html`<p>Events are signed with both the new and the current secret for 24 hours, so that you can update your program without losing events.</p>`,
    verb: 'Create secret',
    act,
  });

export const showNewSecret = ({secret, previousSecretSignsUntil}) =>
  showSecret({secret, until: html`The previous secret remains valid until ${dateTime(previousSecretSignsUntil)}.`});

/**
 * The result of a test event.
 *
 * @param {import('../types/api').WebhookAttemptView} attempt
 */
export const showTestResult = ({state, tookMillis, failure, response, statusCode}) =>
  openDialog({
    title: state === 'SUCCEEDED' ? 'Test succeeded' : 'Test failed',
    body: () => html`<p>${attemptBadge({state, statusCode})} after ${formatDuration(tookMillis)}</p>
      ${failure ? html`<p>${deliveryFailure(failure)}</p>` : nothing}
      ${response ? html`<pre class="given" tabindex="0"><code>${response}</code></pre>` : nothing}`,
  });

const PERIODS = [['1', 'Last hour'], ['24', 'Last day'], ['168', 'Last week']];

/** Which events to replay; returns what `act` returns. */
export const openReplayForm = (act) =>
  openDialog({
    title: 'Replay events',
    verb: 'Replay',
    body: (_, problem) => html`
      ${select({name: 'span', label: 'Period', options: PERIODS, value: '1'})}
      ${input({name: 'types', label: 'Event types', hint: 'For example field.*, credential.status_changed. Leave empty for all.', problem})}`,
    act: (form) => {
      const types = textOf(form, 'types').split(',').map((each) => each.trim()).filter((each) => each !== '');
      const since = new Date(Date.now() - Number(form.get('span')) * 3_600_000).toISOString();
      return act(types.length === 0 ? {since} : {since, types});
    },
  });

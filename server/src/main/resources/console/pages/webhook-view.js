// @ts-check
import {html, nothing} from '../lit/lit-html.js';
import {pageHeading} from '../parts/heading.js';
import {placeholderBlock} from '../parts/loading.js';
import {table} from '../parts/table.js';
import {dateTime, relativeTime} from '../parts/time.js';
import {emptyState} from '../parts/messages.js';
import {countOf, formatDuration, formatNumber} from '../labels/numbers.js';
import {attemptBadge, backlogOf, deliveryFailure, kindText, webhookBadge} from '../labels/webhooks.js';

const STATES = [
  ['', 'All attempts'],
  ['FAILED', 'Failed'],
  ['SUCCEEDED', 'Successful'],
];

/** @param {import('./webhook-model.js').WebhookModel} model */
export function webhookView(model) {
  const webhook = model.webhook.value;
  return html`
    ${pageHeading(webhook?.name ?? 'Webhook', {
      trail: [['/webhooks', 'Webhooks']],
      actions: webhook
        ? html`<button @click=${() => model.test()}>Send a test</button><button @click=${() => model.replay()}>Replay…</button>`
        : nothing,
    })}
    ${model.actions.render()}
    ${model.webhook.render((it) => details(it, model), placeholderBlock('card'))}
    <div class="title before"><h2>Deliveries</h2>
      <div class="filters"><label for="state">Show</label>
        <select id="state" @change=${(event) => model.filter(event.target.value)}>
          ${STATES.map(([state, name]) => html`<option value=${state} ?selected=${state === (model.state ?? '')}>${name}</option>`)}
        </select></div></div>
    ${model.attempts.render((page) => deliveries(page, model), table({...deliveryTable([], model), placeholderRows: 5}))}
  `;
}

const details = (webhook, model) => html`<section class="card" aria-label="Details">
  <div class="title"><p class="long"><code>${webhook.url}</code></p>${webhookBadge(webhook)}</div>
  <dl class="facts">
    <dt>Kind</dt><dd>${kindText(webhook.kind)}</dd>
    <dt>Events</dt><dd class="long">${webhook.types.includes('*') ? 'all' : webhook.types.join(', ')}</dd>
    <dt>Backlog</dt><dd>${countOf(backlogOf(webhook), 'event')}${webhook.waiting > 0 ? `, ${formatNumber(webhook.waiting)} to retry` : ''}</dd>
    <dt>Not delivered</dt><dd>${countOf(webhook.abandoned, 'event')}</dd>
    ${webhook.failingSince ? html`<dt>Failing since</dt><dd> ${dateTime(webhook.failingSince)}</dd>` : nothing}
    ${webhook.disabledAt ? html`<dt>Disabled since</dt><dd> ${dateTime(webhook.disabledAt)}</dd>` : nothing}
  </dl>
  <div class="actions">
    <button class="slight" @click=${() => model.toggle()}>${webhook.enabled ? 'Disable' : 'Enable'}</button>
    <button class="slight" @click=${() => model.edit()}>Edit…</button>
    ${webhook.kind === 'LEAF' ? nothing : html`<button class="slight" @click=${() => model.rotateSecret()}>New secret…</button>`}
    <button class="slight" @click=${() => model.remove()}>Delete…</button>
  </div>
</section>`;

/** @type {(page: import('../types/api').WebhookAttempts, model: import('./webhook-model.js').WebhookModel) => unknown} */
const deliveries = ({items, next}, model) =>
  items.length === 0
    ? emptyState('No deliveries yet', 'Send a test to check whether the endpoint responds.')
    : html`${table(deliveryTable(items, model))}
        ${next ? html`<nav class="paging" aria-label="Pages"><p></p><div><button @click=${() => model.loadMore(next)}>Show more</button></div></nav>` : nothing}`;

/** A type of events, with places where a narrow column may break it. */
const breakable = (type) => type.split(/(?<=[._])/).map((part) => html`${part}<wbr>`);

const deliveryTable = (rows, model) => ({
  caption: 'Deliveries',
  compact: true,
  rows,
  key: (each) => `${each.eventId}/${each.number}/${each.at}`,
  columns: [
    {name: 'Time', cell: (each) => relativeTime(each.at)},
    {name: 'Status', cell: (each) => html`<span>${attemptBadge(each)}${each.failure ? html`<span class="under">${deliveryFailure(each.failure)}</span>` : nothing}</span>`},
    {name: 'Event', cell: (each) => html`<div>${breakable(each.type)}<span class="under"><code>${each.eventId}</code></span></div>`},
    {name: 'Attempt', kind: 'number', cell: (each) => formatNumber(each.number)},
    {name: 'Duration', kind: 'number', cell: (each) => formatDuration(each.tookMillis)},
    {name: 'Next attempt', cell: (each) => (each.nextAttemptAt ? relativeTime(each.nextAttemptAt) : html`<span class="faint">–</span>`)},
    {name: 'Repeat', unseen: true, kind: 'act', cell: (each) => html`<button class="slight" @click=${() => model.resend(each.eventId)}>Send again<span class="unseen">: ${each.type}</span></button>`},
  ],
});

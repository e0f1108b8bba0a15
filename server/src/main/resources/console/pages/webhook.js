import {html, nothing} from '../lit/lit-html.js';
import {changeWebhook, findWebhook, listAttempts, removeWebhook, replay, rotateSecret, testWebhook} from '../api/webhooks.js';
import {ask} from '../parts/dialog.js';
import {choice, input} from '../parts/fields.js';
import {heading} from '../parts/heading.js';
import {Asked, block} from '../parts/loading.js';
import {table} from '../parts/table.js';
import {ago, at} from '../parts/time.js';
import {empty, trouble} from '../parts/trouble.js';
import {tell} from '../shell/announce.js';
import {go} from '../shell/router.js';
import {count, counted, duration} from '../words/numbers.js';
import {attemptBadge, backlogOf, deliveryFailure, kindInWords, webhookBadge} from '../words/webhooks.js';
import {askForWebhook, showSecret} from './webhook-form.js';

const SIZE = 20;
const SPANS = [['1', 'Last hour'], ['24', 'Last day'], ['168', 'Last week']];

/** One webhook: its status, its deliveries, and how to repeat them. */
export function page({params, query, show, signal}) {
  const {webhookId} = params;
  const webhook = new Asked(draw, signal);
  const attempts = new Asked(draw, signal);
  let problem;

  function draw() {
    const it = webhook.value;
    show(html`
      ${heading(it?.name ?? 'Webhook', {
        trail: [['/webhooks', 'Webhooks']],
        actions: it
          ? html`<button @click=${test}>Send a test</button><button @click=${again}>Replay…</button>`
          : nothing,
      })}
      ${problem ? trouble(problem) : nothing}
      ${webhook.show(about, block('card'))}
      <div class="title before"><h2>Deliveries</h2>
        <div class="filters"><label for="state">Show</label>
          <select id="state" @change=${(event) => go(`/webhooks/${webhookId}`, {state: event.target.value})}>
            <option value="">All attempts</option>
            <option value="FAILED" ?selected=${query.state === 'FAILED'}>Failed</option>
            <option value="SUCCEEDED" ?selected=${query.state === 'SUCCEEDED'}>Successful</option>
          </select></div></div>
      ${attempts.show(sent, table({...of([]), meanwhile: 5}))}
    `);
  }

  const about = (it) => html`<section class="card" aria-label="Details">
    <div class="title"><p class="long"><code>${it.url}</code></p>${webhookBadge(it)}</div>
    <dl class="facts">
      <dt>Kind</dt><dd>${kindInWords(it.kind)}</dd>
      <dt>Events</dt><dd class="long">${it.types.includes('*') ? 'all' : it.types.join(', ')}</dd>
      <dt>Backlog</dt><dd>${counted(backlogOf(it), 'event')}${it.waiting > 0 ? `, ${count(it.waiting)} of them to retry` : ''}</dd>
      <dt>Not delivered</dt><dd>${counted(it.givenUp, 'event')}</dd>
      ${it.failingSince ? html`<dt>Failing since</dt><dd> ${at(it.failingSince)}</dd>` : nothing}
      ${it.disabledAt ? html`<dt>Disabled since</dt><dd> ${at(it.disabledAt)}</dd>` : nothing}
    </dl>
    <div class="actions">
      <button class="slight" @click=${() => save({enabled: !it.enabled}, it.enabled ? 'The webhook is disabled' : 'The webhook is enabled')}>${it.enabled ? 'Disable' : 'Enable'}</button>
      <button class="slight" @click=${edit}>Edit…</button>
      ${it.kind === 'LEAF' ? nothing : html`<button class="slight" @click=${rotate}>New secret…</button>`}
      <button class="slight" @click=${drop}>Delete…</button>
    </div>
  </section>`;

  const sent = ({items, next}) =>
    items.length === 0
      ? empty('No deliveries yet', 'Send a test to check whether the endpoint answers.')
      : html`${table(of(items))}
          ${next ? html`<nav class="paging" aria-label="Pages"><p></p><div><button class="slight" @click=${() => older(next)}>Older</button></div></nav>` : nothing}`;

  /** A type of events, with places where a narrow column may break it. */
  const breakable = (type) => type.split(/(?<=[._])/).map((part) => html`${part}<wbr>`);

  const of = (rows) => ({
    caption: 'Deliveries',
    rows,
    key: (each) => `${each.eventId}/${each.number}/${each.at}`,
    columns: [
      {name: 'Time', cell: (each) => ago(each.at)},
      {name: 'Status', cell: (each) => html`<span>${attemptBadge(each)}${each.failure ? html`<span class="under">${deliveryFailure(each.failure)}</span>` : nothing}</span>`},
      {name: 'Event', cell: (each) => html`<div>${breakable(each.type)}<span class="under"><code>${each.eventId}</code></span></div>`},
      {name: 'Attempt', kind: 'number', cell: (each) => count(each.number)},
      {name: 'Duration', kind: 'number', cell: (each) => duration(each.tookMillis)},
      {name: 'Next attempt', cell: (each) => (each.nextAttemptAt ? ago(each.nextAttemptAt) : html`<span class="faint">–</span>`)},
      {name: 'Repeat', unseen: true, kind: 'act', cell: (each) => html`<button class="slight" @click=${() => resend({eventIds: [each.eventId]})}>Send again<span class="unseen">: ${each.type}</span></button>`},
    ],
  });

  async function attempt(work) {
    problem = undefined;
    try {
      return await work();
    } catch (refused) {
      problem = refused;
      draw();
      return undefined;
    }
  }

  async function save(change, said) {
    const changed = await attempt(() => changeWebhook(webhookId, change));
    if (changed) {
      webhook.value = changed;
      tell(said);
      draw();
    }
  }

  async function edit() {
    const changed = await askForWebhook({title: 'Edit webhook', verb: 'Save', webhook: webhook.value, act: (keys) => changeWebhook(webhookId, keys)});
    if (changed) {
      webhook.value = changed;
      tell('Saved');
      draw();
    }
  }

  async function rotate() {
    const made = await ask({
      title: 'Create a new signing secret?',
      body: () => html`<p>Events are signed with both the new and the current secret for 24 hours, so that you can update your program without losing events.</p>`,
      verb: 'Create secret',
      act: () => rotateSecret(webhookId),
    });
    if (made) {
      await showSecret({secret: made.secret, until: html`The previous secret remains valid until ${at(made.previousSecretSignsUntil)}.`});
    }
  }

  async function drop() {
    const done = await ask({
      title: `Delete ${webhook.value.name}?`,
      body: () => html`<p>No more events are sent to it, and its deliveries are deleted. Events remain in the feed.</p>`,
      verb: 'Delete',
      danger: true,
      act: () => removeWebhook(webhookId),
    });
    if (done) {
      tell('The webhook was deleted');
      go('/webhooks');
    }
  }

  async function test() {
    const outcome = await attempt(() => testWebhook(webhookId));
    if (outcome) {
      ask({
        title: outcome.state === 'SUCCEEDED' ? 'Test succeeded' : 'Test failed',
        body: () => html`<p>${attemptBadge(outcome)} after ${duration(outcome.tookMillis)}</p>
          ${outcome.failure ? html`<p>${deliveryFailure(outcome.failure)}</p>` : nothing}
          ${outcome.response ? html`<pre class="given" tabindex="0"><code>${outcome.response}</code></pre>` : nothing}`,
      });
      load();
    }
  }

  async function again() {
    const done = await ask({
      title: 'Replay events',
      verb: 'Replay',
      body: (_, refused) => html`
        ${choice({name: 'span', label: 'Period', options: SPANS, value: '1'})}
        ${input({name: 'types', label: 'Event types', hint: 'For example field.*, credential.status_changed. Leave empty for all.', problem: refused})}`,
      act: (form) => {
        const types = form.get('types').split(',').map((each) => each.trim()).filter((each) => each !== '');
        const since = new Date(Date.now() - Number(form.get('span')) * 3_600_000).toISOString();
        return replay(webhookId, types.length === 0 ? {since} : {since, types});
      },
    });
    if (done) {
      queued(done);
    }
  }

  async function resend(what) {
    const done = await attempt(() => replay(webhookId, what));
    if (done) {
      queued(done);
    }
  }

  function queued(done) {
    tell(done.queued === 0 ? 'No events to replay' : `${counted(done.queued, 'event')} queued`);
    load();
  }

  async function older(before) {
    const {items} = attempts.value;
    await attempts.ask(async () => {
      const more = await listAttempts(webhookId, {state: query.state, limit: SIZE, before}, signal);
      return {...more, items: [...items, ...more.items]};
    });
  }

  const load = () => Promise.all([
    webhook.ask(() => findWebhook(webhookId, signal)),
    attempts.ask(() => listAttempts(webhookId, {state: query.state, limit: SIZE}, signal)),
  ]);

  load();
}

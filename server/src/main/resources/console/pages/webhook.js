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
import {attemptBadge, deliveryFailure, kindInWords, webhookBadge} from '../words/webhooks.js';
import {askForWebhook, showSecret} from './webhook-form.js';

const SIZE = 20;
const SPANS = [['1', 'The last hour'], ['24', 'The last day'], ['168', 'The last week']];

/** One endpoint: how it does, what was sent to it, and how to send it again. */
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
            <option value="FAILED" ?selected=${query.state === 'FAILED'}>Failed ones</option>
            <option value="SUCCEEDED" ?selected=${query.state === 'SUCCEEDED'}>Successful ones</option>
          </select></div></div>
      ${attempts.show(sent, table({...of([]), meanwhile: 5}))}
    `);
  }

  const about = (it) => html`<section class="card" aria-label="About">
    <div class="title"><p class="long"><code>${it.url}</code></p>${webhookBadge(it)}</div>
    <dl class="facts">
      <dt>Kind</dt><dd>${kindInWords(it.kind)}</dd>
      <dt>Events</dt><dd class="long">${it.types.includes('*') ? 'all' : it.types.join(', ')}</dd>
      <dt>Not yet come to</dt><dd>${counted(it.behind, 'event')}</dd>
      <dt>To be tried again</dt><dd>${counted(it.waiting, 'event')}</dd>
      <dt>Given up</dt><dd>${counted(it.givenUp, 'event')}</dd>
      ${it.failingSince ? html`<dt>Failing</dt><dd>since ${at(it.failingSince)}</dd>` : nothing}
      ${it.disabledAt ? html`<dt>Off</dt><dd>since ${at(it.disabledAt)}</dd>` : nothing}
    </dl>
    <div class="actions">
      <button class="slight" @click=${() => save({enabled: !it.enabled}, it.enabled ? 'The webhook is off' : 'The webhook is on')}>${it.enabled ? 'Switch off' : 'Switch on'}</button>
      <button class="slight" @click=${edit}>Edit…</button>
      ${it.kind === 'LEAF' ? nothing : html`<button class="slight" @click=${rotate}>New secret…</button>`}
      <button class="slight" @click=${drop}>Delete…</button>
    </div>
  </section>`;

  const sent = ({items, next}) =>
    items.length === 0
      ? empty('Nothing was sent yet', 'Send a test to see whether the endpoint answers.')
      : html`${table(of(items))}
          ${next ? html`<nav class="paging" aria-label="Pages"><p></p><div><button class="slight" @click=${() => older(next)}>Older</button></div></nav>` : nothing}`;

  const of = (rows) => ({
    caption: 'Deliveries',
    rows,
    key: (each) => `${each.eventId}/${each.number}/${each.at}`,
    columns: [
      {name: 'When', cell: (each) => ago(each.at)},
      {name: 'Answer', cell: (each) => html`<span>${attemptBadge(each)}${each.failure ? html`<span class="under">${deliveryFailure(each.failure)}</span>` : nothing}</span>`},
      {name: 'Event', cell: (each) => html`<div>${each.type}<span class="under"><code>${each.eventId}</code></span></div>`},
      {name: 'Attempt', kind: 'number', cell: (each) => count(each.number)},
      {name: 'Took', kind: 'number', cell: (each) => duration(each.tookMillis)},
      {name: 'Next', cell: (each) => (each.nextAttemptAt ? ago(each.nextAttemptAt) : html`<span class="faint">–</span>`)},
      {name: 'Again', unseen: true, kind: 'act', cell: (each) => html`<button class="slight" @click=${() => resend({eventIds: [each.eventId]})}>Send again<span class="unseen">: ${each.type}</span></button>`},
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
      title: 'Make a new signing secret?',
      body: () => html`<p>Messages are signed with the new one and, for 24 hours, with the old one too: so your program can change over in peace.</p>`,
      verb: 'Make a new secret',
      act: () => rotateSecret(webhookId),
    });
    if (made) {
      await showSecret({secret: made.secret, until: html`The old one signs too until ${at(made.previousSecretSignsUntil)}.`});
    }
  }

  async function drop() {
    const done = await ask({
      title: `Delete ${webhook.value.name}?`,
      body: () => html`<p>Nothing is sent to it any more, and what was sent is forgotten. Events stay in the feed.</p>`,
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
        title: outcome.state === 'SUCCEEDED' ? 'The endpoint took the test' : 'The endpoint did not take the test',
        body: () => html`<p>${attemptBadge(outcome)} after ${duration(outcome.tookMillis)}</p>
          ${outcome.failure ? html`<p>${deliveryFailure(outcome.failure)}</p>` : nothing}
          ${outcome.response ? html`<pre class="given" tabindex="0"><code>${outcome.response}</code></pre>` : nothing}`,
      });
      load();
    }
  }

  async function again() {
    const done = await ask({
      title: 'Send events again',
      verb: 'Replay',
      body: (_, refused) => html`
        ${choice({name: 'span', label: 'Which', options: SPANS, value: '1'})}
        ${input({name: 'types', label: 'Only these types', hint: 'For example field.*, credential.status_changed', problem: refused})}`,
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
    tell(done.queued === 0 ? 'There was nothing to send again' : `${counted(done.queued, 'event')} will be sent again`);
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

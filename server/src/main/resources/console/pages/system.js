import {html, nothing} from '../lit/lit-html.js';
import {findSystem, listApplications} from '../api/overview.js';
import {pause} from '../api/events.js';
import {badge} from '../parts/badge.js';
import {heading} from '../parts/heading.js';
import {Asked, block} from '../parts/loading.js';
import {table} from '../parts/table.js';
import {ago} from '../parts/time.js';
import {empty} from '../parts/trouble.js';
import {bytes, count} from '../words/numbers.js';
import {providerNamed} from '../words/providers.js';

const LOOK_AGAIN = 5_000;
const TASKS = {
  'sync-lane': 'Reading organizations',
  'sync-account': 'Regular syncs',
  'webhook-endpoint': 'Webhooks',
};

/** How the installation does: its nodes, what waits, and what providers' applications were asked. */
export function page({show, signal}) {
  const system = new Asked(draw, signal);
  const applications = new Asked(draw, signal);

  function draw() {
    show(html`
      ${heading('System', {below: 'The whole installation. Calls to providers are those made for you.'})}
      ${system.show(state, html`${block('card')}`)}
      <h2 class="before">Provider applications</h2>
      ${applications.show(budgets, table({...budgetsOf([]), meanwhile: 2}))}
    `);
  }

  async function stayFresh() {
    while (!signal.aborted) {
      const how = {quietly: system.state === 'there'};
      await Promise.all([
        system.ask(() => findSystem(signal), how),
        applications.ask(() => listApplications(signal), how),
      ]);
      await pause(LOOK_AGAIN, signal);
    }
  }

  stayFresh();
}

const state = ({version, nodes, queues, database}) => html`
  <section class="card" aria-labelledby="installation">
    <h2 id="installation">Installation</h2>
    <dl class="facts columns">
      <dt>Headland</dt><dd>${version}</dd>
      <dt>PostgreSQL</dt><dd>${database.version}</dd>
      <dt>Size of the database</dt><dd>${bytes(database.sizeBytes)}</dd>
    </dl>
  </section>
  <h2 class="before">Nodes</h2>
  ${table({
    caption: 'Nodes',
    rows: nodes,
    key: (node) => node.name,
    columns: [
      {name: 'Host', cell: (node) => html`<div><span class="name">${node.host}</span><span class="under"><code>${node.name}</code></span></div>`},
      {name: 'State', cell: (node) => (node.alive ? badge('good', 'Alive') : badge('bad', 'Silent'))},
      {name: 'Version', cell: (node) => node.version},
      {name: 'Seen', cell: (node) => ago(node.seenAt)},
      {name: 'Started', cell: (node) => ago(node.startedAt)},
      {name: 'Tasks in hand', kind: 'number', cell: (node) => count(node.working)},
    ],
  })}
  <h2 class="before">Queue</h2>
  ${queues.length === 0
    ? html`<p class="card faint">Nothing waits: whatever was due has been done.</p>`
    : table({
        caption: 'Queue',
        rows: queues,
        key: (queue) => queue.task,
        columns: [
          {name: 'Task', cell: (queue) => html`<div><span class="name">${TASKS[queue.task] ?? queue.task}</span>${TASKS[queue.task] ? html`<span class="under"><code>${queue.task}</code></span>` : nothing}</div>`},
          {name: 'Due', kind: 'number', cell: (queue) => count(queue.due)},
          {name: 'In hand', kind: 'number', cell: (queue) => count(queue.working)},
          {name: 'Oldest due', cell: (queue) => ago(queue.oldestDueAt, 'none')},
        ],
      })}
`;

const budgets = (rows) =>
  rows.length === 0
    ? empty('No application was called yet', 'An application is listed from the first call on.')
    : table(budgetsOf(rows));

const budgetsOf = (rows) => ({
  caption: 'Provider applications',
  rows,
  key: (each) => each.provider + each.application,
  columns: [
    {name: 'Application', cell: (each) => html`<div><span class="name">${providerNamed(each.provider).name}</span><span class="under"><code>${each.application}</code></span></div>`},
    {name: 'May be called', cell: (each) => (each.closedUntil ? badge('warn', 'Not for now') : badge('good', 'Yes'))},
    {name: 'Limit a second', kind: 'number', cell: (each) => (each.callsPerSecond === undefined ? html`<span class="faint">none</span>` : count(each.callsPerSecond))},
    {name: 'Today', kind: 'number', cell: (each) => count(each.callsToday)},
    {name: 'This month', kind: 'number', cell: (each) => count(each.callsThisMonth)},
    {name: 'Month comes to', kind: 'number', cell: (each) => count(each.projectedCallsThisMonth)},
    {name: 'Throttled', kind: 'number', cell: (each) => html`<span>${count(each.throttledThisMonth)}${each.lastThrottledAt ? html`<span class="under">last ${ago(each.lastThrottledAt)}</span>` : nothing}</span>`},
  ],
});

import {html, nothing} from '../lit/lit-html.js';
import {findSystem, listApplications} from '../api/overview.js';
import {keepFresh} from '../parts/refresh.js';
import {freshness} from '../parts/freshness.js';
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
  'sync-worker': 'Reading organizations',
  'sync-account': 'Regular syncs',
  'webhook-endpoint': 'Webhooks',
};

/** The installation: nodes, queue, and the budgets of provider applications. */
export function page({show, signal}) {
  const system = new Asked(draw, signal);
  const applications = new Asked(draw, signal);

  function draw() {
    show(html`
      ${heading('System', {below: 'Status of the installation. Calls to providers are counted for your API owner.', actions: freshness([system, applications], refresh)})}
      ${system.show(state, html`${block('card')}`)}
      <h2 class="before">Provider applications</h2>
      ${applications.show(budgets, table({...budgetsOf([]), meanwhile: 2}))}
    `);
  }

  const ask = (how) => Promise.all([
    system.ask(() => findSystem(signal), how),
    applications.ask(() => listApplications(signal), how),
  ]);
  const refresh = () => ask({quietly: system.state === 'there'});

  ask();
  keepFresh(LOOK_AGAIN, refresh, signal);
}

const state = ({version, nodes, queues, database}) => html`
  <section class="card" aria-labelledby="installation">
    <h2 id="installation">Installation</h2>
    <dl class="facts columns">
      <dt>Headland</dt><dd>${version}</dd>
      ${database
        ? html`
            <dt>PostgreSQL</dt><dd>${database.version}</dd>
            <dt>Size of the database</dt><dd>${bytes(database.sizeBytes)}</dd>
          `
        : nothing}
    </dl>
    ${nodes ? nothing : html`<p class="faint">Nodes, the database and the tasks of other API owners are shown to operators only (setting <code>owner.operators</code>).</p>`}
  </section>
  ${nodes ? nodesOf(nodes) : nothing}
  <h2 class="before">Queue</h2>
  ${queues.length === 0
    ? html`<p class="card faint">The queue is empty.</p>`
    : table({
        caption: 'Queue',
        rows: queues,
        key: (queue) => queue.task,
        columns: [
          {name: 'Task', cell: (queue) => html`<div><span class="name">${TASKS[queue.task] ?? queue.task}</span>${TASKS[queue.task] ? html`<span class="under"><code>${queue.task}</code></span>` : nothing}</div>`},
          {name: 'Due', kind: 'number', cell: (queue) => count(queue.due)},
          {name: 'Running', kind: 'number', cell: (queue) => count(queue.working)},
          {name: 'Oldest due', cell: (queue) => ago(queue.oldestDueAt, 'none')},
        ],
      })}
`;

const nodesOf = (nodes) => html`
  <h2 class="before">Nodes</h2>
  ${table({
    caption: 'Nodes',
    rows: nodes,
    key: (node) => node.name,
    columns: [
      {name: 'Host', cell: (node) => html`<div><span class="name">${node.host}</span><span class="under"><code>${node.name}</code></span></div>`},
      {name: 'Status', cell: (node) => (node.alive ? badge('good', 'Healthy') : badge('bad', 'Not responding'))},
      {name: 'Version', cell: (node) => node.version},
      {name: 'Last seen', cell: (node) => ago(node.seenAt)},
      {name: 'Started', cell: (node) => ago(node.startedAt)},
      {name: 'Running tasks', kind: 'number', cell: (node) => count(node.working)},
    ],
  })}
`;

const budgets = (rows) =>
  rows.length === 0
    ? empty('No calls yet', 'An application is listed after its first call.')
    : table(budgetsOf(rows));

const budgetsOf = (rows) => ({
  caption: 'Provider applications',
  rows,
  key: (each) => each.provider + each.application,
  columns: [
    {name: 'Application', cell: (each) => html`<div><span class="name">${providerNamed(each.provider).name}</span><span class="under"><code>${each.application}</code></span></div>`},
    {name: 'Status', cell: (each) => (each.throttledUntil ? badge('warn', 'Paused') : badge('good', 'Available'))},
    {name: 'Limit per second', kind: 'number', cell: (each) => (each.callsPerSecond === undefined ? html`<span class="faint">none</span>` : count(each.callsPerSecond))},
    {name: 'Today', kind: 'number', cell: (each) => count(each.callsToday)},
    {name: 'This month', kind: 'number', cell: (each) => html`<span>${count(each.callsThisMonth)}<span class="under">projected ${count(each.projectedCallsThisMonth)}</span></span>`},
    {name: 'Throttled', kind: 'number', cell: (each) => html`<span>${count(each.throttledThisMonth)}${each.lastThrottledAt ? html`<span class="under">last ${ago(each.lastThrottledAt)}</span>` : nothing}</span>`},
  ],
});

// @ts-check
import {html, nothing} from '../lit/lit-html.js';
import {findSystem, listApplications} from '../api/overview.js';
import {refreshPeriodically} from '../parts/refresh.js';
import {freshness} from '../parts/freshness.js';
import {badge} from '../parts/badge.js';
import {pageHeading} from '../parts/heading.js';
import {Loadable, placeholderBlock} from '../parts/loading.js';
import {table} from '../parts/table.js';
import {relativeTime} from '../parts/time.js';
import {emptyState} from '../parts/messages.js';
import {formatBytes, formatNumber} from '../labels/numbers.js';
import {providerByWireName} from '../labels/providers.js';

const REFRESH_INTERVAL = 5_000;
const TASKS = {
  'sync-worker': 'Reading organizations',
  'sync-account': 'Regular syncs',
  'webhook-endpoint': 'Webhooks',
};

/** The installation: nodes, queue, and the budgets of provider applications. */
export function page({show, signal}) {
  const system = new Loadable(draw, signal);
  const applications = new Loadable(draw, signal);

  function draw() {
    show(html`
      ${pageHeading('System', {below: 'Status of the installation. Calls to providers are counted for your API owner.', actions: freshness([system, applications], refresh)})}
      ${system.render(installation, html`${placeholderBlock('card')}`)}
      <h2 class="before">Provider applications</h2>
      ${applications.render(applicationList, table({...applicationTable([]), placeholderRows: 2}))}
    `);
  }

  const load = (how) => Promise.all([
    system.load(() => findSystem(signal), how),
    applications.load(() => listApplications(signal), how),
  ]);
  const refresh = () => load({silent: system.state === 'loaded'});

  load();
  refreshPeriodically(REFRESH_INTERVAL, refresh, signal);
}

const installation = ({version, nodes, queues, database}) => html`
  <section class="card" aria-labelledby="installation">
    <h2 id="installation">Installation</h2>
    <dl class="facts columns">
      <dt>Headland</dt><dd>${version}</dd>
      ${database
        ? html`
            <dt>PostgreSQL</dt><dd>${database.version}</dd>
            <dt>Size of the database</dt><dd>${formatBytes(database.sizeBytes)}</dd>
          `
        : nothing}
    </dl>
    ${nodes ? nothing : html`<p class="faint">Nodes, the database and the tasks of other API owners are shown to operators only (setting <code>owner.operators</code>).</p>`}
  </section>
  ${nodes ? nodeList(nodes) : nothing}
  <h2 class="before">Queue</h2>
  ${queues.length === 0
    ? html`<p class="card faint">The queue is empty.</p>`
    : table({
        caption: 'Queue',
        rows: queues,
        key: (queue) => queue.task,
        columns: [
          {name: 'Task', cell: (queue) => html`<div><span class="name">${TASKS[queue.task] ?? queue.task}</span>${TASKS[queue.task] ? html`<span class="under"><code>${queue.task}</code></span>` : nothing}</div>`},
          {name: 'Due', kind: 'number', cell: (queue) => formatNumber(queue.due)},
          {name: 'Running', kind: 'number', cell: (queue) => formatNumber(queue.working)},
          {name: 'Oldest due', cell: (queue) => relativeTime(queue.oldestDueAt, 'none')},
        ],
      })}
`;

const nodeList = (nodes) => html`
  <h2 class="before">Nodes</h2>
  ${table({
    caption: 'Nodes',
    rows: nodes,
    key: (node) => node.name,
    columns: [
      {name: 'Host', cell: (node) => html`<div><span class="name">${node.host}</span><span class="under"><code>${node.name}</code></span></div>`},
      {name: 'Status', cell: (node) => (node.alive ? badge('good', 'Healthy') : badge('bad', 'Not responding'))},
      {name: 'Version', cell: (node) => node.version},
      {name: 'Last seen', cell: (node) => relativeTime(node.seenAt)},
      {name: 'Started', cell: (node) => relativeTime(node.startedAt)},
      {name: 'Running tasks', kind: 'number', cell: (node) => formatNumber(node.working)},
    ],
  })}
`;

const applicationList = (rows) =>
  rows.length === 0
    ? emptyState('No calls yet', 'An application is listed after its first call.')
    : table(applicationTable(rows));

const applicationTable = (rows) => ({
  caption: 'Provider applications',
  rows,
  key: (each) => each.provider + each.application,
  columns: [
    {name: 'Application', cell: (each) => html`<div><span class="name">${providerByWireName(each.provider).name}</span><span class="under"><code>${each.application}</code></span></div>`},
    {name: 'Status', cell: (each) => (each.throttledUntil ? badge('warn', 'Paused') : badge('good', 'Available'))},
    {name: 'Limit per second', kind: 'number', cell: (each) => (each.callsPerSecond === undefined ? html`<span class="faint">none</span>` : formatNumber(each.callsPerSecond))},
    {name: 'Today', kind: 'number', cell: (each) => formatNumber(each.callsToday)},
    {name: 'This month', kind: 'number', cell: (each) => html`<span>${formatNumber(each.callsThisMonth)}<span class="under">projected ${formatNumber(each.projectedCallsThisMonth)}</span></span>`},
    {name: 'Throttled', kind: 'number', cell: (each) => html`<span>${formatNumber(each.throttledThisMonth)}${each.lastThrottledAt ? html`<span class="under">last ${relativeTime(each.lastThrottledAt)}</span>` : nothing}</span>`},
  ],
});

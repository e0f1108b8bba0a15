// @ts-check
import {html, nothing} from '../lit/lit-html.js';
import {listRuns} from '../api/accounts.js';
import {UserHeader} from '../parts/user-header.js';
import {Loadable} from '../parts/loading.js';
import {paging} from '../parts/paging.js';
import {table} from '../parts/table.js';
import {relativeTime} from '../parts/time.js';
import {emptyState} from '../parts/messages.js';
import {address, navigate} from '../shell/router.js';
import {changesText} from '../labels/changes.js';
import {formatNumber, formatDuration} from '../labels/numbers.js';
import {causeText, failureText, runBadge} from '../labels/states.js';

const SIZE = 20;
const STATES = [
  ['', 'All sync runs'],
  ['RUNNING', 'Running'],
  ['SUCCEEDED', 'Updated'],
  ['UNCHANGED', 'No changes'],
  ['PARTIAL', 'Partial'],
  ['GUARDED', 'Stopped by guard'],
  ['FAILED', 'Failed'],
];

/** The sync runs of an account, newest first, with their results. */
export function page({params, query, show, signal, samePlace}) {
  const path = `/users/${params.leafUserId}/${params.provider}/runs`;
  const head = new UserHeader(params, '/runs', draw, signal);
  const list = new Loadable(draw, signal, samePlace ? path : undefined);

  function draw() {
    show(html`
      ${head.render()}
      <div class="filters">
        <label for="state">Show</label>
        <select id="state" @change=${(event) => navigate(path, {state: event.target.value})}>
          ${STATES.map(([state, name]) => html`<option value=${state} ?selected=${state === (query.state ?? '')}>${name}</option>`)}
        </select>
      </div>
      ${list.render(runList, table({...tableOf([], path), placeholderRows: 8}))}
    `);
  }

  function runList({body, links, total}, busy) {
    return body.length === 0
      ? query.state
        ? emptyState('No sync runs', html`No sync run has this status. <a href=${address(path)}>Show all</a>`)
        : emptyState('No sync runs yet', 'The first sync starts when a credential is added.')
      : html`
          ${table({...tableOf(body, path), busy})}
          ${paging({links, total, size: SIZE, shown: body.length, path, query})}
        `;
  }

  list.load(() => listRuns({...params, state: query.state, size: SIZE, page: query.page}, signal));
}

const tableOf = (rows, path) => ({
  caption: 'Sync runs',
  rows,
  key: (run) => run.id,
  columns: [
    {name: 'Started', cell: (run) => html`<a class="name" href=${address(`${path}/${run.id}`)}>${relativeTime(run.startedAt)}</a>`},
    {name: 'Status', cell: (run) => html`<span>${runBadge(run.state)}${run.failure ? html`<span class="under">${failureText(run.failure)}</span>` : nothing}</span>`},
    {name: 'Changes', cell: (run) => changesText(run) || html`<span class="faint">none</span>`},
    {name: 'Trigger', cell: (run) => causeText(run.cause)},
    {name: 'Duration', kind: 'number', cell: (run) => (run.durationMillis === undefined ? html`<span class="faint">…</span>` : formatDuration(run.durationMillis))},
    {name: 'Calls', kind: 'number', cell: (run) => formatNumber(run.providerCalls)},
  ],
});

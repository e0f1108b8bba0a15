import {html, nothing} from '../lit/lit-html.js';
import {listRuns} from '../api/accounts.js';
import {UserHead} from '../parts/account.js';
import {Asked} from '../parts/loading.js';
import {paging} from '../parts/paging.js';
import {table} from '../parts/table.js';
import {ago} from '../parts/time.js';
import {empty} from '../parts/trouble.js';
import {address, go} from '../shell/router.js';
import {changesOf} from '../words/changes.js';
import {count, duration} from '../words/numbers.js';
import {causeInWords, failureInWords, runBadge} from '../words/states.js';

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
  const head = new UserHead(params, '/runs', draw, signal);
  const list = new Asked(draw, signal, samePlace ? path : undefined);

  function draw() {
    show(html`
      ${head.show()}
      <div class="filters">
        <label for="state">Show</label>
        <select id="state" @change=${(event) => go(path, {state: event.target.value})}>
          ${STATES.map(([state, name]) => html`<option value=${state} ?selected=${state === (query.state ?? '')}>${name}</option>`)}
        </select>
      </div>
      ${list.show(found, table({...of([], path), meanwhile: 8}))}
    `);
  }

  function found({body, links, total}, busy) {
    return body.length === 0
      ? query.state
        ? empty('No sync runs', html`No sync run has this status. <a href=${address(path)}>Show all</a>`)
        : empty('No sync runs yet', 'The first sync starts when a credential is added.')
      : html`
          ${table({...of(body, path), busy})}
          ${paging({links, total, size: SIZE, shown: body.length, path, query})}
        `;
  }

  list.ask(() => listRuns({...params, state: query.state, size: SIZE, page: query.page}, signal));
}

const of = (rows, path) => ({
  caption: 'Sync runs',
  rows,
  key: (run) => run.id,
  columns: [
    {name: 'Started', cell: (run) => html`<a class="name" href=${address(`${path}/${run.id}`)}>${ago(run.startedAt)}</a>`},
    {name: 'Status', cell: (run) => html`<span>${runBadge(run.state)}${run.failure ? html`<span class="under">${failureInWords(run.failure)}</span>` : nothing}</span>`},
    {name: 'Changes', cell: (run) => changesOf(run) || html`<span class="faint">none</span>`},
    {name: 'Trigger', cell: (run) => causeInWords(run.cause)},
    {name: 'Duration', kind: 'number', cell: (run) => (run.durationMillis === undefined ? html`<span class="faint">…</span>` : duration(run.durationMillis))},
    {name: 'Calls', kind: 'number', cell: (run) => count(run.providerCalls)},
  ],
});

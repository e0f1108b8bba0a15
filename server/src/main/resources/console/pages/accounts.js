import {html, nothing} from '../lit/lit-html.js';
import {countAccounts, listAccounts} from '../api/overview.js';
import {heading} from '../parts/heading.js';
import {Asked, block} from '../parts/loading.js';
import {paging} from '../parts/paging.js';
import {table} from '../parts/table.js';
import {empty} from '../parts/trouble.js';
import {icon} from '../parts/icons.js';
import {ago} from '../parts/time.js';
import {keepFresh} from '../parts/refresh.js';
import {freshness} from '../parts/freshness.js';
import {address} from '../shell/router.js';
import {count} from '../words/numbers.js';
import {PROVIDERS, providerNamed} from '../words/providers.js';
import {HEALTHS, healthBadge, staleBecause, troubleInWords} from '../words/health.js';

const SIZE = 50;
const LOOK_AGAIN = 15_000;

/** The health of every account. */
export function page({query, show, signal, samePlace}) {
  const totals = new Asked(draw, signal, samePlace ? 'totals' : undefined);
  const list = new Asked(draw, signal, samePlace ? 'accounts' : undefined);

  function draw() {
    show(html`
      ${heading('Accounts', {below: 'The credentials of all Leaf users and their status.', actions: freshness([totals, list], refresh)})}
      ${totals.show(tiles, html`<div class="tiles">${HEALTHS.map(() => block('tile'))}</div>`)}
      ${list.show(found, table({...of([]), meanwhile: 8}))}
    `);
  }

  const tiles = (numbers) => html`<ul class="tiles" aria-label="Accounts by health">
    ${tile('', 'All accounts', numbers.total, 'idle')}
    ${HEALTHS.map(({key, name, mood, total}) => tile(key, name, numbers[total], mood))}
  </ul>`;

  const tile = (health, name, number, mood) => html`<li>
    <a class="tile ${number === 0 ? 'none' : mood}" href=${address('/', {health, provider: query.provider})}
      aria-current=${(query.health ?? '') === health ? 'true' : nothing}>
      <span class="number">${count(number)}</span>
      <span class="what">${health === '' ? nothing : icon(mood)}${name}</span>
    </a>
  </li>`;

  function found({body, links, total}, busy) {
    if (body.length === 0) {
      return query.health
        ? empty('No accounts',
            'No account has this status.', html`<a class="button" href="#/">Show all accounts</a>`)
        : empty('No accounts yet', 'An account is created when a credential is added to a Leaf user.',
            html`<a class="button main" href="#/users">Show Leaf users</a>`);
    }
    return html`
      ${table({...of(body), busy})}
      ${paging({links, total, size: SIZE, shown: body.length, path: '/', query})}
    `;
  }

  const ask = (how) => Promise.all([
    totals.ask(() => countAccounts(signal), how),
    list.ask(() => listAccounts({health: query.health, provider: query.provider, size: SIZE, page: query.page, after: query.after, before: query.before}, signal), how),
  ]);

  const refresh = () => ask({quietly: list.state === 'there' && totals.state === 'there'});

  ask();
  keepFresh(LOOK_AGAIN, refresh, signal);
}

const synced = (account) => PROVIDERS.some((each) => each.wire === account.provider);
const placeOf = (account) =>
  synced(account) ? `/users/${account.leafUserId}/${account.provider}` : `/users/${account.leafUserId}`;

const of = (rows) => ({
  caption: 'Accounts',
  rows,
  key: (account) => account.credential.id,
  columns: [
    {name: 'Leaf user', cell: (account) => html`<a class="name" href=${address(placeOf(account))}>${account.leafUserName}<span class="unseen"> at ${providerNamed(account.provider).name}</span></a>`},
    {name: 'Provider', cell: (account) => html`<span class="one-line">${providerNamed(account.provider).name}</span>`},
    {name: 'Health', cell: (account) => html`<span>${healthBadge(account.health)}${withReason(troubleInWords(account))}</span>`},
    {name: 'Organizations', cell: organizations},
    {name: 'Fields', kind: 'number', cell: (account) => (synced(account) ? count(account.fields) : html`<span class="faint">–</span>`)},
    {name: 'Last synced', cell: (account) => (synced(account) ? lastSynced(account) : html`<span class="faint">–</span>`)},
  ],
});

/** The time of the last complete sync, and whether a later one did not update the data. */
function lastSynced(account) {
  const reason = staleBecause(account);
  return html`<span>${ago(account.lastSyncedAt)}${reason === '' ? nothing : html`<span class="under stale">${reason}</span>`}</span>`;
}

const withReason = (reason) => (reason === '' ? nothing : html`<span class="under">${reason}</span>`);

function organizations({organizations: {selected, preview, blocked}}) {
  return selected + preview + blocked === 0
    ? html`<span class="faint">none</span>`
    : html`<span>${count(selected)} selected<span class="under">${[
        preview > 0 ? `${count(preview)} preview` : '',
        blocked > 0 ? `${count(blocked)} blocked` : '',
      ].filter((each) => each !== '').join(', ')}</span></span>`;
}

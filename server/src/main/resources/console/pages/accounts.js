// @ts-check
import {html, nothing} from '../lit/lit-html.js';
import {countAccounts, listAccounts} from '../api/overview.js';
import {pageHeading} from '../parts/heading.js';
import {Loadable, placeholderBlock} from '../parts/loading.js';
import {paging} from '../parts/paging.js';
import {table} from '../parts/table.js';
import {emptyState} from '../parts/messages.js';
import {icon} from '../parts/icons.js';
import {relativeTime} from '../parts/time.js';
import {refreshPeriodically} from '../parts/refresh.js';
import {freshness} from '../parts/freshness.js';
import {address} from '../shell/router.js';
import {formatNumber} from '../labels/numbers.js';
import {PROVIDERS, providerByWireName} from '../labels/providers.js';
import {HEALTHS, healthBadge, staleReason, problemText} from '../labels/health.js';

const SIZE = 50;
const REFRESH_INTERVAL = 15_000;

/** The health of every account. */
export function page({query, show, signal, samePlace}) {
  const totals = new Loadable(draw, signal, samePlace ? 'totals' : undefined);
  const list = new Loadable(draw, signal, samePlace ? 'accounts' : undefined);

  function draw() {
    show(html`
      ${pageHeading('Accounts', {below: 'The credentials of all Leaf users and their status.', actions: freshness([totals, list], refresh)})}
      ${totals.render(tiles, html`<div class="tiles">${HEALTHS.map(() => placeholderBlock('tile'))}</div>`)}
      ${list.render(accountList, table({...tableOf([]), placeholderRows: 8}))}
    `);
  }

  const tiles = (numbers) => html`<ul class="tiles" aria-label="Accounts by health">
    ${tile('', 'All accounts', numbers.total, 'idle')}
    ${HEALTHS.map(({key, name, tone, total}) => tile(key, name, numbers[total], tone))}
  </ul>`;

  const tile = (health, name, number, tone) => html`<li>
    <a class="tile ${number === 0 ? 'none' : tone}" href=${address('/', {health, provider: query.provider})}
      aria-current=${(query.health ?? '') === health ? 'true' : nothing}>
      <span class="number">${formatNumber(number)}</span>
      <span class="what">${health === '' ? nothing : icon(tone)}${name}</span>
    </a>
  </li>`;

  function accountList({body, links, total}, busy) {
    if (body.length === 0) {
      return query.health
        ? emptyState('No accounts',
            'No account has this status.', html`<a class="button" href="#/">Show all accounts</a>`)
        : emptyState('No accounts yet', 'An account is created when a credential is added to a Leaf user.',
            html`<a class="button main" href="#/users">Show Leaf users</a>`);
    }
    return html`
      ${table({...tableOf(body), busy})}
      ${paging({links, total, size: SIZE, shown: body.length, path: '/', query})}
    `;
  }

  const load = (how) => Promise.all([
    totals.load(() => countAccounts(signal), how),
    list.load(() => listAccounts({health: query.health, provider: query.provider, size: SIZE, page: query.page, after: query.after, before: query.before}, signal), how),
  ]);

  const refresh = () => load({silent: list.state === 'loaded' && totals.state === 'loaded'});

  load();
  refreshPeriodically(REFRESH_INTERVAL, refresh, signal);
}

const synced = (account) => PROVIDERS.some((each) => each.wire === account.provider);
const accountPath = (account) =>
  synced(account) ? `/users/${account.leafUserId}/${account.provider}` : `/users/${account.leafUserId}`;

const tableOf = (rows) => ({
  caption: 'Accounts',
  rows,
  key: (account) => account.credential.id,
  columns: [
    {name: 'Leaf user', cell: (account) => html`<a class="name" href=${address(accountPath(account))}>${account.leafUserName}<span class="unseen"> at ${providerByWireName(account.provider).name}</span></a>`},
    {name: 'Provider', cell: (account) => html`<span class="one-line">${providerByWireName(account.provider).name}</span>`},
    {name: 'Health', cell: (account) => html`<span>${healthBadge(account.health)}${withReason(problemText(account))}</span>`},
    {name: 'Organizations', cell: organizations},
    {name: 'Fields', kind: 'number', cell: (account) => (synced(account) ? formatNumber(account.fields) : html`<span class="faint">–</span>`)},
    {name: 'Last synced', cell: (account) => (synced(account) ? lastSynced(account) : html`<span class="faint">–</span>`)},
  ],
});

/** The time of the last complete sync, and whether a later one did not update the data. */
function lastSynced(account) {
  const reason = staleReason(account);
  return html`<span>${relativeTime(account.lastSyncedAt)}${reason === '' ? nothing : html`<span class="under stale">${reason}</span>`}</span>`;
}

const withReason = (reason) => (reason === '' ? nothing : html`<span class="under">${reason}</span>`);

function organizations({organizations: {selected, preview, blocked}}) {
  return selected + preview + blocked === 0
    ? html`<span class="faint">none</span>`
    : html`<span>${formatNumber(selected)} selected<span class="under">${[
        preview > 0 ? `${formatNumber(preview)} preview` : '',
        blocked > 0 ? `${formatNumber(blocked)} blocked` : '',
      ].filter((each) => each !== '').join(', ')}</span></span>`;
}

// @ts-check
import {html, nothing} from '../lit/lit-html.js';
import {listCalls} from '../api/accounts.js';
import {UserHeader} from '../parts/user-header.js';
import {badge} from '../parts/badge.js';
import {Loadable} from '../parts/loading.js';
import {paging} from '../parts/paging.js';
import {table} from '../parts/table.js';
import {relativeTime} from '../parts/time.js';
import {emptyState} from '../parts/messages.js';
import {formatDuration} from '../labels/numbers.js';
import {providerByWireName} from '../labels/providers.js';

const SIZE = 50;

/** The calls to the provider with a credential, and the responses. */
export function page({params, query, show, signal, samePlace}) {
  const path = `/users/${params.leafUserId}/${params.provider}/calls`;
  const provider = providerByWireName(params.provider);
  const head = new UserHeader(params, '/calls', draw, signal);
  const list = new Loadable(draw, signal, samePlace ? path : undefined);

  function draw() {
    show(html`
      ${head.render()}
      <p class="lead">Calls to ${provider.name} with this credential in the last 30 days. Secrets and bodies are not stored.</p>
      ${list.render(callList, table({...tableOf([]), placeholderRows: 8}))}
    `);
  }

  function callList({body, links, total}, busy) {
    return body.length === 0
      ? emptyState('No calls yet', 'The first call is made when the credential is added.')
      : html`
          ${table({...tableOf(body), busy})}
          ${paging({links, total, size: SIZE, shown: body.length, path, query})}
        `;
  }

  list.load(() => listCalls(params.leafUserId, provider.path, {size: SIZE, page: query.page}, signal));
}

const tableOf = (rows) => ({
  caption: 'Calls to the provider',
  rows,
  compact: true,
  key: (call) => call.id,
  columns: [
    {name: 'Time', cell: (call) => relativeTime(call.createdDate)},
    {name: 'Status', cell: (call) => badge(toneOf(call.statusCode), call.statusCode === 0 ? 'No response' : String(call.statusCode))},
    {name: 'Call', cell: (call) => html`<span class="call"><code>${call.method} ${pathOf(call.uri)}</code>${call.statusCode >= 400 || call.statusCode === 0 ? html`<span class="under">${call.body}</span>` : nothing}</span>`},
    {name: 'Duration', kind: 'number', cell: (call) => formatDuration(call.durationMillis)},
  ],
});

function toneOf(status) {
  return status >= 200 && status < 400 ? 'good' : status === 429 || status === 404 ? 'warn' : 'bad';
}

/** The path and the query: the host is the same in each row. */
function pathOf(uri) {
  try {
    const {pathname, search} = new URL(uri);
    return pathname + search;
  } catch {
    return uri;
  }
}

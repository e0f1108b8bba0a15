import {html, nothing} from '../lit/lit-html.js';
import {listCalls} from '../api/accounts.js';
import {UserHead} from '../parts/account.js';
import {badge} from '../parts/badge.js';
import {Asked} from '../parts/loading.js';
import {paging} from '../parts/paging.js';
import {table} from '../parts/table.js';
import {ago} from '../parts/time.js';
import {empty} from '../parts/trouble.js';
import {duration} from '../words/numbers.js';
import {providerNamed} from '../words/providers.js';

const SIZE = 50;

/** The calls to the provider with a credential, and the answers. */
export function page({params, query, show, signal, samePlace}) {
  const path = `/users/${params.leafUserId}/${params.provider}/calls`;
  const provider = providerNamed(params.provider);
  const head = new UserHead(params, '/calls', draw, signal);
  const list = new Asked(draw, signal, samePlace ? path : undefined);

  function draw() {
    show(html`
      ${head.show()}
      <p class="lead">Calls to ${provider.name} with this credential in the last 30 days. Secrets and bodies are not stored.</p>
      ${list.show(found, table({...of([]), meanwhile: 8}))}
    `);
  }

  function found({body, links, total}, busy) {
    return body.length === 0
      ? empty('No calls yet', 'The first call is made when the credential is added.')
      : html`
          ${table({...of(body), busy})}
          ${paging({links, total, size: SIZE, shown: body.length, path, query})}
        `;
  }

  list.ask(() => listCalls(params.leafUserId, provider.path, {size: SIZE, page: query.page}, signal));
}

const of = (rows) => ({
  caption: 'Calls to the provider',
  rows,
  key: (call) => call.id,
  columns: [
    {name: 'Time', cell: (call) => ago(call.createdDate)},
    {name: 'Status', cell: (call) => badge(moodOf(call.statusCode), call.statusCode === 0 ? 'No answer' : String(call.statusCode))},
    {name: 'Call', cell: (call) => html`<span class="call"><code>${call.method} ${shortened(call.uri)}</code>${call.statusCode >= 400 || call.statusCode === 0 ? html`<span class="under">${call.body}</span>` : nothing}</span>`},
    {name: 'Duration', kind: 'number', cell: (call) => duration(call.durationMillis)},
  ],
});

function moodOf(status) {
  return status >= 200 && status < 400 ? 'good' : status === 429 || status === 404 ? 'warn' : 'bad';
}

/** Without the address of the provider, which is the same in each line. */
function shortened(uri) {
  try {
    const {pathname, search} = new URL(uri);
    return pathname + search;
  } catch {
    return uri;
  }
}

// @ts-check
import {html, nothing} from '../lit/lit-html.js';
import {findNewestSequence, readEventsBefore} from '../api/events-feed.js';
import {badge} from '../parts/badge.js';
import {pageHeading} from '../parts/heading.js';
import {Loadable} from '../parts/loading.js';
import {table} from '../parts/table.js';
import {relativeTime} from '../parts/time.js';
import {emptyState} from '../parts/messages.js';
import {openDialog} from '../parts/dialog.js';
import {address, navigate} from '../shell/router.js';
import {KINDS, eventText, toneOf} from '../labels/events.js';
import {formatNumber} from '../labels/numbers.js';
import {providerByWireName} from '../labels/providers.js';

const SIZE = 30;

/** The feed of events, newest first. */
export function page({query, show, signal, samePlace}) {
  const feed = new Loadable(draw, signal, samePlace ? 'feed' : undefined);

  function draw() {
    show(html`
      ${pageHeading('Events', {below: 'All changes, newest first, as the event feed and webhooks deliver them.'})}
      <div class="filters">
        <div><label for="types">Show</label>
          <select id="types" @change=${(event) => navigate('/events', {types: event.target.value, leafUserId: query.leafUserId})}>
            <option value="">All events</option>
            ${KINDS.map(([types, name]) => html`<option value=${types} ?selected=${types === query.types}>${name}</option>`)}
          </select></div>
        ${query.leafUserId ? html`<p>Filtered by one Leaf user. <a href=${address('/events', {types: query.types})}>Show all</a></p>` : nothing}
      </div>
      ${feed.render(eventList, table({...tableOf([]), placeholderRows: 8}))}
    `);
  }

  const eventList = ({items, end}, busy) =>
    items.length === 0
      ? emptyState('No recent events', query.types ? html`There are no recent events of this type. <a href="#/events">Show all events</a>.` : 'Events are stored for 30 days.',
          end > 0 ? older(end) : nothing)
      : html`
          ${table({...tableOf(items), busy})}
          <nav class="paging" aria-label="Pages">
            <p>${query.before ? html`<a href=${address('/events', {types: query.types, leafUserId: query.leafUserId})}>Newest</a>` : nothing}</p>
            <div>${end > 0 ? older(end) : nothing}</div>
          </nav>
        `;

  const older = (end) => html`<a class="button" href=${address('/events', {types: query.types, leafUserId: query.leafUserId, before: end})}>Older</a>`;

  feed.load(async () =>
    readEventsBefore(query.before ? Number(query.before) : await findNewestSequence(signal), {types: query.types, leafUserId: query.leafUserId, limit: SIZE}, signal));
}

const tableOf = (rows) => ({
  caption: 'Events',
  rows,
  key: (event) => event.id,
  columns: [
    {name: 'Time', cell: (event) => relativeTime(event.timestamp)},
    {name: 'Event', cell: (event) => badge(toneOf(event), event.type)},
    {name: 'Subject', cell: (event) => html`<span class="long">${eventText(event)}</span>`},
    {name: 'Account', cell: (event) => (event.leafUserId ? html`<a class="one-line" href=${address(`/users/${event.leafUserId}`)}>${event.provider ? providerByWireName(event.provider).name : 'Leaf user'}</a>` : html`<span class="faint">–</span>`)},
    {name: 'Sequence', kind: 'number', cell: (event) => formatNumber(event.sequence)},
    {name: 'Details', unseen: true, kind: 'act', cell: (event) => html`<button class="slight" @click=${() => showEvent(event)}>Show<span class="unseen"> event ${event.sequence}</span></button>`},
  ],
});

const showEvent = (event) =>
  openDialog({
    title: event.type,
    wide: true,
    body: () => html`<pre class="given" tabindex="0"><code>${JSON.stringify(event, null, 2)}</code></pre>`,
  });

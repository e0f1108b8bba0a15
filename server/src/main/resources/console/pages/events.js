import {html, nothing} from '../lit/lit-html.js';
import {endOfFeed, eventsBefore} from '../api/events-feed.js';
import {badge} from '../parts/badge.js';
import {heading} from '../parts/heading.js';
import {Asked} from '../parts/loading.js';
import {table} from '../parts/table.js';
import {ago} from '../parts/time.js';
import {empty} from '../parts/trouble.js';
import {ask} from '../parts/dialog.js';
import {address, go} from '../shell/router.js';
import {KINDS, eventInWords, moodOf} from '../words/events.js';
import {count} from '../words/numbers.js';
import {providerNamed} from '../words/providers.js';

const SIZE = 30;

/** The feed of events, newest first. */
export function page({query, show, signal, samePlace}) {
  const feed = new Asked(draw, signal, samePlace ? 'feed' : undefined);

  function draw() {
    show(html`
      ${heading('Events', {below: 'All changes, newest first, as the event feed and webhooks deliver them.'})}
      <div class="filters">
        <div><label for="types">Show</label>
          <select id="types" @change=${(event) => go('/events', {types: event.target.value, leafUserId: query.leafUserId})}>
            <option value="">All events</option>
            ${KINDS.map(([types, name]) => html`<option value=${types} ?selected=${types === query.types}>${name}</option>`)}
          </select></div>
        ${query.leafUserId ? html`<p>Filtered by one Leaf user. <a href=${address('/events', {types: query.types})}>Show all</a></p>` : nothing}
      </div>
      ${feed.show(found, table({...of([]), meanwhile: 8}))}
    `);
  }

  const found = ({items, end}, busy) =>
    items.length === 0
      ? empty('No recent events', query.types ? html`There are no recent events of this type. <a href="#/events">Show all events</a>.` : 'Events are stored for 30 days.',
          end > 0 ? older(end) : nothing)
      : html`
          ${table({...of(items), busy})}
          <nav class="paging" aria-label="Pages">
            <p>${query.before ? html`<a href=${address('/events', {types: query.types, leafUserId: query.leafUserId})}>Newest</a>` : nothing}</p>
            <div>${end > 0 ? older(end) : nothing}</div>
          </nav>
        `;

  const older = (end) => html`<a class="button" href=${address('/events', {types: query.types, leafUserId: query.leafUserId, before: end})}>Older</a>`;

  feed.ask(async () =>
    eventsBefore(query.before ? Number(query.before) : await endOfFeed(signal), {types: query.types, leafUserId: query.leafUserId, limit: SIZE}, signal));
}

const of = (rows) => ({
  caption: 'Events',
  rows,
  key: (event) => event.id,
  columns: [
    {name: 'Time', cell: (event) => ago(event.timestamp)},
    {name: 'Event', cell: (event) => badge(moodOf(event), event.type)},
    {name: 'Subject', cell: (event) => html`<span class="long">${eventInWords(event)}</span>`},
    {name: 'Account', cell: (event) => (event.leafUserId ? html`<a class="one-line" href=${address(`/users/${event.leafUserId}`)}>${event.provider ? providerNamed(event.provider).name : 'Leaf user'}</a>` : html`<span class="faint">–</span>`)},
    {name: 'Sequence', kind: 'number', cell: (event) => count(event.sequence)},
    {name: 'Details', unseen: true, kind: 'act', cell: (event) => html`<button class="slight" @click=${() => whole(event)}>Show<span class="unseen"> event ${event.sequence}</span></button>`},
  ],
});

const whole = (event) =>
  ask({
    title: event.type,
    wide: true,
    body: () => html`<pre class="given" tabindex="0"><code>${JSON.stringify(event, null, 2)}</code></pre>`,
  });

// @ts-check
import {html, nothing} from '../lit/lit-html.js';
import {ref} from '../lit/directives/ref.js';
import {countOrganizations, countHistory} from '../api/accounts.js';
import {UserHeader} from '../parts/user-header.js';
import {Chart} from '../parts/chart.js';
import {badge} from '../parts/badge.js';
import {Loadable, placeholderBlock} from '../parts/loading.js';
import {paging} from '../parts/paging.js';
import {table} from '../parts/table.js';
import {relativeTime} from '../parts/time.js';
import {emptyState} from '../parts/messages.js';
import {formatNumber, countOf, formatHectares} from '../labels/numbers.js';
import {nameOf} from '../labels/names.js';

const SIZE = 50;

/** Numbers of growers, farms and fields: over time, and of each organization. */
export function page({params, query, show, signal, samePlace}) {
  const path = `/users/${params.leafUserId}/${params.provider}/counts`;
  const head = new UserHeader(params, '/counts', draw, signal);
  const history = new Loadable(draw, signal);
  const list = new Loadable(draw, signal, samePlace ? path : undefined);
  const chart = new Chart({signal});

  function draw() {
    show(html`
      ${head.render()}
      <h2>Over time</h2>
      <div class="gap half"></div>
      ${history.render(historyChart, placeholderBlock('chart'))}
      <h2 class="before">By organization</h2>
      ${list.render(countList, table({...tableOf([]), placeholderRows: 5}))}
    `);
  }

  const historyChart = (points) => {
    const last = points.at(-1);
    const sentence = `Now ${countOf(last.growers, 'grower')}, ${countOf(last.farms, 'farm')} and ${countOf(last.fields, 'field')}.`;
    return html`<figure class="card">
      <div class="chart"><canvas role="img" aria-label=${`Fields, farms and growers over time. ${sentence}`} ${ref((canvas) => chart.draw(canvas, points))}></canvas></div>
      <figcaption class="faint small">${sentence}</figcaption>
    </figure>`;
  };

  const countList = ({body, links, total}, busy) =>
    body.length === 0
      ? emptyState('No data yet', 'Numbers appear when a selected organization has been synced.')
      : html`
          ${table({...tableOf(body), busy})}
          ${paging({links, total, size: SIZE, shown: body.length, path, query})}
        `;

  history.load(async () => fromFirstData(everyDay(await countHistory(params, signal))));
  list.load(() => countOrganizations(params, {size: SIZE, page: query.page, after: query.after, before: query.before}, signal));
}

const DAY = 86_400_000;
/** At least this number of days is shown. */
const MIN_DAYS = 7;

/** The server lists days with changes; the chart needs every day. */
function everyDay({from, to, days}) {
  const known = new Map(days.map((each) => [each.day, each]));
  const points = [];
  let now = {growers: 0, farms: 0, fields: 0};
  for (let time = Date.parse(from); time <= Date.parse(to); time += DAY) {
    const day = new Date(time).toISOString().slice(0, 10);
    now = known.get(day) ?? now;
    points.push({...now, at: day});
  }
  return points;
}

/** Omits the days before the first data, except for a few. */
function fromFirstData(points) {
  const first = points.findIndex(({growers, farms, fields}) => growers + farms + fields > 0);
  return points.slice(Math.max(0, Math.min(first < 0 ? 0 : first - 1, points.length - MIN_DAYS)));
}

const tableOf = (rows) => ({
  caption: 'Synced data by organization',
  rows,
  key: (each) => each.providerOrgId,
  columns: [
    {name: 'Organization', cell: (each) => html`<div><span class="name">${each.providerOrgName === undefined ? 'No longer listed' : nameOf(each)}</span><span class="under"><code>${each.providerOrgId}</code></span></div>`},
    {name: 'Visible', cell: (each) => (each.visible ? badge('good', 'Visible') : badge('idle', 'Hidden'))},
    {name: 'Growers', kind: 'number', cell: (each) => formatNumber(each.growers)},
    {name: 'Farms', kind: 'number', cell: (each) => formatNumber(each.farms)},
    {name: 'Fields', kind: 'number', cell: (each) => html`<span>${formatNumber(each.fields)}${each.previews > 0 ? html`<span class="under">${countOf(each.previews, 'preview')}</span>` : nothing}</span>`},
    {name: 'Area', kind: 'number', cell: (each) => formatHectares(each.hectares)},
    {name: 'Last synced', cell: (each) => relativeTime(each.lastReadAt)},
  ],
});

// @ts-check
import {html, nothing} from '../lit/lit-html.js';
import {pageHeading} from '../parts/heading.js';
import {icon} from '../parts/icons.js';
import {placeholderBlock} from '../parts/loading.js';
import {table} from '../parts/table.js';
import {address} from '../shell/router.js';
import {fileBadge, formatText, pointsText, rejectedText} from '../labels/machine-files.js';
import {countOf, formatNumber} from '../labels/numbers.js';
import {cropText, datesText, typeText} from '../labels/operations.js';
import {baseName} from './machine-file-list.js';
import {operationSummary} from './operation-summary.js';

/** @param {import('./operation-model.js').OperationModel} model */
export function operationView(model) {
  const {operation} = model;
  const it = operation.value;
  return html`
    ${pageHeading(it ? titleOf(it) : operation.problem?.status === 404 ? 'Operation not found' : 'Operation', {
      trail: it ? trailOf(it, model) : [],
      below: it ? datesText(it) : nothing,
      actions: it && !model.isWithoutPoints() ? downloads(model) : nothing,
    })}
    ${model.actions.render()}
    ${operation.render(() => content(model), placeholderBlock('chart'))}
  `;
}

/** @type {(operation: import('../types/api').OperationView) => string} */
const titleOf = ({type, crop}) => (crop ? `${typeText(type)}, ${cropText(crop)}` : typeText(type));

/** @returns {[string, string][]} */
const trailOf = ({leafUserId, fields}, {names, field}) => [
  ['/users', 'Leaf users'],
  [`/users/${leafUserId}`, names.user(leafUserId) ?? 'Leaf user'],
  [`/users/${leafUserId}/fields/${fields[0].id}`, field?.name ?? 'Field'],
];

function downloads(model) {
  const busy = model.actions.busy;
  const button = (content, ending, text) => html`<button ?disabled=${busy !== undefined} @click=${() => model.download(content, ending)}>
    ${icon(busy === content ? 'busy' : 'download')}${text}
  </button>`;
  return html`
    ${button('standardGeojson', 'geojson', 'GeoJSON')} ${button('standardGeoparquet', 'parquet', 'GeoParquet')}
    ${button('geopackage', 'gpkg', 'GeoPackage')} ${button('shapefile', 'zip', 'Shapefile')}
  `;
}

/** @param {import('./operation-model.js').OperationModel} model */
const content = (model) => html`
  ${model.points.render()}
  ${model.summary.render((value) => operationSummary({...value, isOfProvider: model.isWithoutPoints()}), placeholderBlock('card'))}
  <h2 class="before">Machine files</h2>
  ${model.files.render((files) => fileList(files, model.operation.value), table({...filesOf([]), placeholderRows: 1}))}
`;

const fileList = (files, {files: ids}) => html`
  ${table(filesOf(files))}
  ${ids.length > files.length ? html`<p class="faint small after">The first ${formatNumber(files.length)} of ${countOf(ids.length, 'file')}.</p>` : nothing}
`;

/**
 * @typedef {{file: import('../types/api').MachineFileView, steps: import('../types/api').FileStatusView}} Row
 *
 * @type {(rows: Row[]) => import('../types/console').Table<Row>}
 */
const filesOf = (rows) => ({
  caption: 'Machine files',
  rows,
  key: ({file}) => file.id,
  columns: [
    {name: 'File', cell: ({file}) => html`<div><a class="name" href=${address(`/machine-files/${file.id}`)}>${baseName(file.fileName)}</a><span class="under">${formatText(file.fileFormat)}</span></div>`},
    {name: 'Status', cell: ({file}) => fileBadge(file.status)},
    {name: 'Points', cell: ({steps}) => pointsCell(steps.standardGeojson?.points)},
    {name: 'Without outliers and stops', cell: ({steps}) => pointsCell(steps.filteredGeojson?.points)},
  ],
});

const pointsCell = (points) =>
  points
    ? html`<span>${pointsText(points)}<span class="under">${rejectedText(points)}</span></span>`
    : html`<span class="faint">unknown</span>`;

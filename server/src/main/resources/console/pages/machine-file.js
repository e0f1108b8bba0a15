// @ts-check
import {html, nothing} from '../lit/lit-html.js';
import {saveResponse} from '../api/download.js';
import {findFile, openFile, statusOfFile} from '../api/machine-files.js';
import {listOperations} from '../api/operations.js';
import {Actions} from '../parts/actions.js';
import {pageHeading} from '../parts/heading.js';
import {icon} from '../parts/icons.js';
import {Loadable, placeholderBlock, placeholderLines} from '../parts/loading.js';
import {NamesById} from '../parts/names-by-id.js';
import {refreshPeriodically} from '../parts/refresh.js';
import {relativeTime} from '../parts/time.js';
import {address} from '../shell/router.js';
import {fileBadge, formatText, originText, uploadProviderText} from '../labels/machine-files.js';
import {formatArea} from '../labels/quantities.js';
import {cropText, datesText, typeText} from '../labels/operations.js';
import {formatBytes} from '../labels/numbers.js';
import {baseName} from './machine-file-list.js';
import {fileSteps} from './file-steps.js';

const REFRESH = 3_000;
/** Files of more fields are rare; the list of operations names the others. */
const FIELDS = 20;

/** One machine file: what it contains, the steps of its processing, and the operations that contain its points. */
export function page({params, show, signal}) {
  const {fileId} = params;
  const file = new Loadable(draw, signal);
  const steps = new Loadable(draw, signal);
  const operations = new Loadable(draw, signal);
  const names = new NamesById(draw, signal);
  const actions = new Actions(draw, signal);

  function draw() {
    const it = file.value;
    show(html`
      ${pageHeading(it ? baseName(it.fileName) : file.problem?.status === 404 ? 'File not found' : 'Machine file', {
        trail: [
          ['/machine-files', 'Machine files'],
          ...(it?.batchId ? [/** @type {[string, string]} */ ([`/machine-files/uploads/${it.batchId}`, 'Upload'])] : []),
        ],
        actions: it ? downloads(it) : nothing,
      })}
      ${actions.render()}
      ${file.render(view, placeholderBlock('card'))}
    `);
  }

  const view = (it) => html`
    <div class="two">
      <section class="card" aria-labelledby="facts">
        <div class="title"><h2 id="facts">File</h2>${fileBadge(it.status)}</div>
        ${it.message ? html`<p class="wrong long">${it.message}</p>` : nothing}
        <dl class="facts">
          ${fact('Operation', it.operationType ? [typeText(it.operationType), cropText(it.crop)].filter(Boolean).join(', ') : '')}
          ${fact('Dates', it.startTime ? datesText(it) : '')}
          ${fact('Area', formatArea(it.summary?.properties.totalArea))}
          <dt>Leaf user</dt><dd><a href=${address(`/users/${it.leafUserId}`)}>${names.user(it.leafUserId) ?? 'Leaf user'}</a></dd>
          ${fact('Provider', uploadProviderText(it.provider))}
          ${fact('Format', formatText(it.fileFormat))}
          ${fact('Origin', originText(it.origin))}
          ${fact('Path', html`<span class="long">${it.fileName}</span>`)}
          ${fact('Archive', formatBytes(it.sizeInBytes))}
          <dt>Added</dt><dd>${relativeTime(it.createdTime)}</dd>
          <dt>Id</dt><dd><code>${it.id}</code></dd>
        </dl>
      </section>
      <section class="card" aria-labelledby="steps">
        <div class="title"><h2 id="steps">Processing</h2></div>
        ${steps.render(fileSteps, placeholderLines(6))}
      </section>
    </div>
    ${it.status === 'processed' ? fieldsView(it) : nothing}
  `;

  const fieldsView = (it) => html`
    <h2 class="before">Operations</h2>
    ${it.fields.length === 0
      ? html`<p class="faint">No field of this Leaf user contains a point of this file. A field with a boundary is required for an operation.</p>`
      : operations.render(
          (list) => html`<ul class="links">
            ${it.fields.slice(0, FIELDS).map((fieldId) => {
              const found = list.filter((operation) => operation.fields[0].id === fieldId);
              const field = html`<a href=${address(`/users/${it.leafUserId}/fields/${fieldId}`)}>${names.field(it.leafUserId, fieldId) ?? 'Field'}</a>`;
              return found.length === 0
                ? html`<li>${field} <span class="faint">The operation is being created, or the settings do not create operations.</span></li>`
                : found.map((operation) => html`<li><a class="name" href=${address(`/operations/${operation.id}`)}>${typeText(operation.type)}${operation.crop ? `, ${cropText(operation.crop)}` : ''}</a>
                    <span class="faint">on</span> ${field}</li>`);
            })}
          </ul>`,
          placeholderLines(2),
        )}
  `;

  const downloads = (it) => html`
    ${it.status === 'processed'
      ? html`${button('standardGeojson', `${it.id}.geojson`, 'GeoJSON')} ${button('standardGeoparquet', `${it.id}.parquet`, 'GeoParquet')}
          ${button('geopackage', `${it.id}.gpkg`, 'GeoPackage')} ${button('shapefile', `${it.id}-shapefile.zip`, 'Shapefile')}`
      : nothing}
    ${it.originalFile ? button('originalFile', `${it.id}.zip`, 'Original archive') : nothing}
  `;

  const button = (content, name, text) => html`<button ?disabled=${actions.busy !== undefined} @click=${() => save(content, name)}>
    ${icon(actions.busy === content ? 'busy' : 'download')}${text}
  </button>`;

  const save = (content, name) => actions.act(() => saveResponse(openFile(fileId, content, signal), name), {key: content});

  async function load(silent) {
    await Promise.all([
      file.load(() => findFile(fileId, signal), {silent}),
      steps.load(() => statusOfFile(fileId, signal), {silent}),
    ]);
    if (file.value?.status === 'processed' && file.value.fields.length > 0) {
      await operations.load(() => operationsOf(file.value, signal), {silent});
    }
  }

  load(false);
  refreshPeriodically(REFRESH, () => (isFinal(file, operations) ? Promise.resolve() : load(true)), signal);
}

const fact = (name, value) => (value ? html`<dt>${name}</dt><dd>${value}</dd>` : nothing);

/** The operations of the fields of a file that contain its points. */
async function operationsOf(file, signal) {
  const lists = await Promise.all(
    file.fields.slice(0, FIELDS).map((fieldId) => listOperations({fieldId, operationType: file.operationType, sort: 'startTime,desc', size: 100}, signal)),
  );
  return lists.flatMap(({body}) => body).filter(({files}) => files.includes(file.id));
}

/** An operation is created some time after its file is processed. */
function isFinal(file, operations) {
  const it = file.value;
  return it !== undefined && it.status !== 'processing' && (it.fields.length === 0 || operations.value?.length > 0);
}

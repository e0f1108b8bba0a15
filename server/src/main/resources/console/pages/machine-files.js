// @ts-check
import {html} from '../lit/lit-html.js';
import {listFiles} from '../api/machine-files.js';
import {pageHeading} from '../parts/heading.js';
import {Loadable} from '../parts/loading.js';
import {emptyState} from '../parts/messages.js';
import {NamesById} from '../parts/names-by-id.js';
import {paging} from '../parts/paging.js';
import {refreshPeriodically} from '../parts/refresh.js';
import {table} from '../parts/table.js';
import {address, navigate} from '../shell/router.js';
import {fileTable} from './machine-file-list.js';
import {machineFileTabs} from './machine-file-tabs.js';
import {UploadArea} from './upload-area.js';

const PATH = '/machine-files';
const SIZE = 20;
const REFRESH = 5_000;
const STATES = [
  ['', 'All files'],
  ['processed', 'Processed'],
  ['processing', 'Processing'],
  ['failed', 'Failed'],
];
const TYPES = [
  ['', 'All operations'],
  ['planted', 'Planting'],
  ['applied', 'Application'],
  ['harvested', 'Harvest'],
  ['tillage', 'Tillage'],
];

/** Machine files: the upload of archives, and the files that were found in them or synced. */
export function page({query, show, signal, samePlace}) {
  const list = new Loadable(draw, signal, samePlace ? PATH : undefined);
  const names = new NamesById(draw, signal);
  const area = new UploadArea({leafUserId: query.leafUserId, draw, signal, ended: () => load(true)});

  function draw() {
    show(html`
      ${pageHeading('Machine files', {below: 'The files that machines have recorded. Their points become field operations.'})}
      ${area.render()}
      ${machineFileTabs(PATH, query)}
      <div class="filters">
        ${filter('status', 'Status', STATES)}
        ${filter('operationType', 'Operation', TYPES)}
        ${query.leafUserId
          ? html`<p>Of <strong>${names.user(query.leafUserId) ?? 'one Leaf user'}</strong> <a href=${address(PATH, {...query, leafUserId: undefined, page: undefined})}>Show all</a></p>`
          : ''}
      </div>
      ${list.render(fileList, table({...fileTable([], names), placeholderRows: 6}))}
    `);
  }

  const filter = (name, label, options) => html`<div>
    <label for=${name}>${label}</label>
    <select id=${name} @change=${(event) => navigate(PATH, {...query, page: undefined, [name]: event.target.value})}>
      ${options.map(([key, text]) => html`<option value=${key} ?selected=${key === (query[name] ?? '')}>${text}</option>`)}
    </select>
  </div>`;

  function fileList({body, links, total}, busy) {
    return body.length === 0
      ? query.status || query.operationType
        ? emptyState('No files', html`No file matches. <a href=${address(PATH, {leafUserId: query.leafUserId})}>Show all</a>`)
        : emptyState('No machine files yet', 'Upload a zip archive above. Its files are listed here while they are processed.')
      : html`
          ${table({...fileTable(body, names), busy})}
          ${paging({links, total, size: SIZE, shown: body.length, path: PATH, query})}
        `;
  }

  function load(silent) {
    const {status, operationType, leafUserId} = query;
    return list.load(
      () => listFiles({status, operationType, leafUserId, sort: 'createdTime,desc', size: SIZE, page: query.page}, signal),
      {silent},
    );
  }

  area.load();
  load(false);
  refreshPeriodically(REFRESH, () => load(true), signal);
}

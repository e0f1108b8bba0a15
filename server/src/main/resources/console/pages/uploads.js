// @ts-check
import {html, nothing} from '../lit/lit-html.js';
import {listBatches} from '../api/machine-files.js';
import {pageHeading} from '../parts/heading.js';
import {Loadable} from '../parts/loading.js';
import {emptyState} from '../parts/messages.js';
import {NamesById} from '../parts/names-by-id.js';
import {paging} from '../parts/paging.js';
import {refreshPeriodically} from '../parts/refresh.js';
import {table} from '../parts/table.js';
import {relativeTime} from '../parts/time.js';
import {address} from '../shell/router.js';
import {batchBadge, uploadProviderText} from '../labels/machine-files.js';
import {formatBytes, formatNumber} from '../labels/numbers.js';
import {machineFileTabs} from './machine-file-tabs.js';
import {UploadArea} from './upload-area.js';

const PATH = '/machine-files/uploads';
const SIZE = 20;
const REFRESH = 5_000;

/** The uploaded archives, newest first. */
export function page({query, show, signal, samePlace}) {
  const {leafUserId} = query;
  const list = new Loadable(draw, signal, samePlace ? PATH : undefined);
  const names = new NamesById(draw, signal);
  const area = new UploadArea({leafUserId, draw, signal, ended: () => load(true)});

  function draw() {
    show(html`
      ${pageHeading('Machine files', {below: 'The files that machines have recorded. Their points become field operations.'})}
      ${area.render()}
      ${machineFileTabs(PATH, query)}
      ${list.render(uploadList, table({...uploadTable([], names), placeholderRows: 6}))}
    `);
  }

  function uploadList({body, links, total}, busy) {
    return body.length === 0
      ? emptyState('No uploads yet', 'Upload a zip archive above. It is listed here with its files.')
      : html`
          ${table({...uploadTable(body, names), busy})}
          ${paging({links, total, size: SIZE, shown: body.length, path: PATH, query})}
        `;
  }

  function load(silent) {
    const {page: number, after, before} = query;
    return list.load(() => listBatches({leafUserId, size: SIZE, page: number, after, before}, signal), {silent});
  }

  area.load();
  load(false);
  refreshPeriodically(REFRESH, () => load(true), signal);
}

/** @param {import('../types/api').BatchView[]} rows */
const uploadTable = (rows, names) => ({
  caption: 'Uploads',
  rows,
  key: (batch) => batch.id,
  columns: [
    {name: 'Archive', cell: (batch) => html`<a class="name" href=${address(`${PATH}/${batch.id}`)}>${batch.fileName}</a>`},
    {name: 'Leaf user', cell: (batch) => html`<a class="long" href=${address(`/users/${batch.leafUserId}`)}>${names.user(batch.leafUserId) ?? 'Leaf user'}</a>`},
    {name: 'Provider', cell: (batch) => uploadProviderText(batch.provider)},
    {name: 'Status', cell: (batch) => html`<div>${batchBadge(batch.status)}${batch.statusDetails ? html`<span class="under long">${batch.statusDetails}</span>` : nothing}</div>`},
    {name: 'Files', kind: 'number', cell: (batch) => formatNumber(batch.leafFiles.length)},
    {name: 'Size', kind: 'number', cell: (batch) => formatBytes(batch.size)},
    {name: 'Uploaded', cell: (batch) => relativeTime(batch.uploadTimestamp)},
  ],
});

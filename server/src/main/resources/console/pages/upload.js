// @ts-check
import {html, nothing} from '../lit/lit-html.js';
import {findBatch, listFiles, retryBatch} from '../api/machine-files.js';
import {Actions} from '../parts/actions.js';
import {pageHeading} from '../parts/heading.js';
import {icon} from '../parts/icons.js';
import {Loadable, placeholderBlock} from '../parts/loading.js';
import {NamesById} from '../parts/names-by-id.js';
import {refreshPeriodically} from '../parts/refresh.js';
import {table} from '../parts/table.js';
import {relativeTime} from '../parts/time.js';
import {notify} from '../shell/announce.js';
import {address} from '../shell/router.js';
import {batchBadge, batchMeaning, uploadProviderText} from '../labels/machine-files.js';
import {formatBytes} from '../labels/numbers.js';
import {fileTable} from './machine-file-list.js';

const REFRESH = 3_000;

/** One uploaded archive with its files. */
export function page({params, show, signal}) {
  const {batchId} = params;
  const upload = new Loadable(draw, signal);
  const names = new NamesById(draw, signal);
  const actions = new Actions(draw, signal);

  function draw() {
    const batch = upload.value?.batch;
    const failed = batch && (batch.status === 'FAILED' || upload.value.files.some((file) => file.status === 'failed'));
    show(html`
      ${pageHeading(batch?.fileName ?? (upload.problem?.status === 404 ? 'Upload not found' : 'Upload'), {
        trail: [['/machine-files', 'Machine files'], ['/machine-files/uploads', 'Uploads']],
        actions: failed && batch.status !== 'RECEIVED'
          ? html`<button ?disabled=${actions.busy} @click=${retry}>${icon('busy')}Process failed files again</button>`
          : nothing,
      })}
      ${actions.render()}
      ${upload.render(view, placeholderBlock('card'))}
    `);
  }

  const view = ({batch, files}) => html`
    <section class="card" aria-labelledby="status">
      <div class="title"><h2 id="status">Status</h2>${batchBadge(batch.status)}</div>
      <p class=${batch.statusDetails ? 'wrong' : 'faint'}>${batch.statusDetails ?? batchMeaning(batch.status)}</p>
      <dl class="facts">
        <dt>Leaf user</dt><dd><a href=${address(`/users/${batch.leafUserId}`)}>${names.user(batch.leafUserId) ?? 'Leaf user'}</a></dd>
        <dt>Provider</dt><dd>${uploadProviderText(batch.provider)}</dd>
        <dt>Size</dt><dd>${formatBytes(batch.size)}</dd>
        <dt>Uploaded</dt><dd>${relativeTime(batch.uploadTimestamp)}</dd>
        <dt>Id</dt><dd><code>${batch.id}</code></dd>
      </dl>
    </section>
    <h2 class="before">Files</h2>
    ${files.length === 0
      ? html`<p class="faint">${batch.status === 'RECEIVED' ? 'The archive is being read.' : 'No machine file was found in the archive. It can contain exports of John Deere, ISOXML task sets, shapefiles with points, or GeoJSON.'}</p>`
      : table(fileTable(files))}
  `;

  const load = (silent) =>
    upload.load(async () => {
      const [batch, {body: files}] = await Promise.all([
        findBatch(batchId, signal),
        listFiles({batchId, sort: 'fileName', size: 100}, signal),
      ]);
      return {batch, files};
    }, {silent});

  function retry() {
    return actions.act(async () => {
      await retryBatch(batchId);
      notify('The failed files are processed again');
      await load(true);
    });
  }

  load(false);
  refreshPeriodically(REFRESH, () => (upload.value?.batch.status === 'RECEIVED' ? load(true) : Promise.resolve()), signal);
}

// @ts-check
import {html, nothing} from '../lit/lit-html.js';
import {repeat} from '../lit/directives/repeat.js';
import {badge} from '../parts/badge.js';
import {select} from '../parts/form.js';
import {icon} from '../parts/icons.js';
import {UserChoice} from '../parts/user-choice.js';
import {address} from '../shell/router.js';
import {UPLOAD_PROVIDERS} from '../labels/machine-files.js';
import {countOf, formatBytes} from '../labels/numbers.js';
import {uploads} from './upload-queue.js';

/** Uploads archives: the choice of a Leaf user and a provider, an area for files, and what becomes of them. */
export class UploadArea {
  provider = 'Other';
  over = false;

  /** @param {{leafUserId?: string, draw: () => void, signal: AbortSignal, ended: () => void}} options `ended` is called when an upload has ended */
  constructor({leafUserId, draw, signal, ended}) {
    this.draw = draw;
    this.user = new UserChoice({draw, signal});
    this.leafUserId = leafUserId;
    let known = this.endedUploads();
    uploads.addEventListener('changed', () => {
      const now = this.endedUploads();
      if (now > known) {
        ended();
      }
      known = now;
      draw();
    }, {signal});
    // A file that is dropped beside the area would be opened by the browser.
    for (const type of ['dragover', 'drop']) {
      window.addEventListener(type, (event) => event.preventDefault(), {signal});
    }
  }

  load() {
    return this.user.load(this.leafUserId);
  }

  endedUploads() {
    return uploads.items.filter(({ended}) => ended).length;
  }

  add(files) {
    if (this.user.chosen && files.length > 0) {
      uploads.add([...files], this.user.chosen, this.provider);
    }
  }

  render() {
    return html`<section class="card upload" aria-labelledby="upload">
      <h2 id="upload">Upload machine files</h2>
      <div class="columns">
        <div>
          ${this.user.render()}
          ${select({
            name: 'provider',
            label: 'Provider',
            options: UPLOAD_PROVIDERS,
            value: this.provider,
            change: (event) => {
              this.provider = event.target.value;
            },
          })}
        </div>
        ${this.dropArea()}
      </div>
      ${uploads.items.length === 0
        ? nothing
        : html`<ul class="uploads" aria-label="Uploads">${repeat(uploads.items, (each) => each, uploadItem)}</ul>`}
    </section>`;
  }

  dropArea() {
    const ready = this.user.chosen !== undefined;
    return html`<div class="drop ${this.over ? 'over' : ''} ${ready ? '' : 'off'}"
        @dragover=${(event) => this.drag(event, true)} @dragleave=${(event) => this.drag(event, false)}
        @drop=${(event) => this.drop(event)}>
      ${icon('upload')}
      <p class="what">${ready ? 'Drop zip archives here' : 'Choose a Leaf user first'}</p>
      <p class="faint small">Exports of John Deere, ISOXML task sets, shapefiles with points, or GeoJSON, each in a zip archive.</p>
      <input hidden id="archives" type="file" accept=".zip,application/zip" multiple
        @change=${(event) => {
          this.add(event.target.files);
          event.target.value = '';
        }}>
      <button type="button" class="main" ?disabled=${!ready} @click=${() => document.getElementById('archives').click()}>Choose files…</button>
    </div>`;
  }

  drag(event, over) {
    event.preventDefault();
    if (this.over !== over && this.user.chosen) {
      this.over = over;
      this.draw();
    }
  }

  drop(event) {
    event.preventDefault();
    this.over = false;
    this.add(event.dataTransfer.files);
    this.draw();
  }
}

/** @param {import('./upload-queue.js').Upload} upload */
function uploadItem(upload) {
  const {file, batch} = upload;
  const name = batch
    ? html`<a class="name" href=${address(`/machine-files/uploads/${batch.id}`)}>${file.name}</a>`
    : html`<span class="name">${file.name}</span>`;
  return html`<li>
    <div class="about">
      <p>${name} <span class="faint small">${formatBytes(file.size)} · ${upload.user.name}</span></p>
      ${statusBadge(upload)}
      ${upload.ended
        ? html`<button class="slight" aria-label=${`Remove ${file.name} from this list`} @click=${() => uploads.remove(upload)}>Hide</button>`
        : upload.state === 'processing'
          ? nothing
          : html`<button class="slight" aria-label=${`Cancel the upload of ${file.name}`} @click=${() => uploads.cancel(upload)}>Cancel</button>`}
    </div>
    ${upload.state === 'sending'
      ? html`<progress max=${file.size} value=${upload.sent} aria-label=${`Upload of ${file.name}`}></progress>`
      : upload.state === 'processing'
        ? html`<progress aria-label=${`Processing of ${file.name}`}></progress>`
        : nothing}
    <p class="small ${upload.state === 'failed' ? 'wrong' : 'faint'}">${detailText(upload)}</p>
  </li>`;
}

function statusBadge({state, file, sent, interrupted}) {
  switch (state) {
    case 'waiting':
      return badge('idle', 'Waiting');
    case 'sending':
      return interrupted ? badge('warn', 'Interrupted') : badge('busy', sent >= file.size ? 'Storing' : 'Uploading');
    case 'processing':
      return badge('busy', 'Processing');
    case 'done':
      return badge('good', 'Processed');
    default:
      return badge('bad', 'Failed');
  }
}

/** @param {import('./upload-queue.js').Upload} upload */
function detailText(upload) {
  switch (upload.state) {
    case 'waiting':
      return 'Starts when the upload before has ended.';
    case 'sending':
      return `${formatBytes(upload.sent)} of ${formatBytes(upload.file.size)} sent${
        upload.interrupted ? '. The upload continues when the server can be reached.' : ''}`;
    case 'processing':
      return upload.files ? `${filesText(upload.files)}.` : 'The archive is stored. Its files are being processed.';
    case 'done':
      return `${upload.existed ? 'This archive was uploaded before. ' : ''}${filesText(upload.files)}.`;
    default:
      return failureText(upload);
  }
}

function failureText({problem, batch}) {
  return problem ? problem.message : (batch.statusDetails ?? 'No file could be processed.');
}

function filesText({converted, processing, failed}) {
  const failures = Object.values(failed).reduce((sum, {leafFiles}) => sum + leafFiles.length, 0);
  const parts = [];
  if (processing.leafFiles.length > 0) {
    parts.push(`${countOf(processing.leafFiles.length, 'file')} in progress`);
  }
  if (converted.leafFiles.length > 0 || parts.length === 0) {
    parts.push(`${countOf(converted.leafFiles.length, 'file')} processed`);
  }
  if (failures > 0) {
    parts.push(`${countOf(failures, 'file')} failed`);
  }
  const text = parts.join(', ');
  return text[0].toUpperCase() + text.slice(1);
}

// @ts-check
import {html, nothing} from '../lit/lit-html.js';
import {relativeTime} from '../parts/time.js';
import {address} from '../shell/router.js';
import {fileBadge, formatText, originText} from '../labels/machine-files.js';
import {cropText, datesText, typeText} from '../labels/operations.js';

/** The last part of the path of a file in its archive. John Deere replaces missing names of growers and farms by dashes. */
export const baseName = (path) => path.split('/').at(-1).replace(/^-+/, '') || path;

/**
 * A table of machine files.
 *
 * @param {import('../types/api').MachineFileView[]} rows
 * @param {import('../parts/names-by-id.js').NamesById} [names] of the Leaf users; without it the table has no such column
 */
export const fileTable = (rows, names) => ({
  caption: 'Machine files',
  rows,
  key: (file) => file.id,
  columns: [
    {name: 'File', cell: (file) => html`<div><a class="name" href=${address(`/machine-files/${file.id}`)}>${baseName(file.fileName)}</a>
      <span class="under">${formatText(file.fileFormat)} · ${originText(file.origin)}</span></div>`},
    ...(names
      ? [{name: 'Leaf user', cell: (file) => html`<a class="long" href=${address(`/users/${file.leafUserId}`)}>${names.user(file.leafUserId) ?? 'Leaf user'}</a>`}]
      : []),
    {name: 'Operation', cell: (file) => file.operationType
      ? html`<span>${[typeText(file.operationType), cropText(file.crop)].filter(Boolean).join(', ')}${file.startTime ? html`<span class="under">${datesText(file)}</span>` : nothing}</span>`
      : html`<span class="faint">none</span>`},
    {name: 'Status', cell: (file) => html`<div>${fileBadge(file.status)}${file.message
      ? html`<span class="under long">${file.message}</span>`
      : file.status === 'processed' && file.fields.length === 0
        ? html`<span class="under">In no field</span>`
        : nothing}</div>`},
    {name: 'Added', cell: (file) => relativeTime(file.createdTime)},
  ],
});

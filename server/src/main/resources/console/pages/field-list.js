// @ts-check
import {html, nothing} from '../lit/lit-html.js';
import {labelBadge} from '../parts/badge.js';
import {address} from '../shell/router.js';
import {formatHectares} from '../labels/numbers.js';

/** @type {Record<string, import('../types/console').Label>} */
const STATUS = {
  PREVIEW: ['idle', 'Preview'],
  WAITING: ['busy', 'Waiting for sync'],
};

/** The fields beside the map. The field under the pointer is highlighted in both. */
export function fieldList({fields, highlighted, highlight, zoom, enable, path, fieldPath}) {
  return html`<ul class="fields">
    ${fields.map((field) => {
      const name = field.name ?? 'No name';
      return html`<li class=${highlighted === field.id ? 'highlighted' : ''} @mouseenter=${() => highlight(field.id)} @mouseleave=${() => highlight(undefined)}>
        <button class="plain pick" id=${`field-${field.id}`} @focus=${() => highlight(field.id)} @blur=${() => highlight(undefined)} @click=${() => zoom(field.id)}>${name}</button>
        <div class="about">
          ${STATUS[field.status] ? labelBadge(STATUS[field.status]) : html`<span class="faint small">${field.area ? formatHectares(field.area.value) : 'No boundary'}</span>`}
          <span class="actions">
            ${field.status === 'PREVIEW' ? html`<button class="slight" @click=${() => enable(field)}>Enable<span class="unseen"> ${name}</span></button>` : nothing}
            ${field.status === 'PROCESSED' ? html`<a class="small" href=${address(fieldPath(field))}>Operations<span class="unseen"> of ${name}</span></a>` : nothing}
            <a class="small" href=${address(path, {fieldId: field.id})}>Why?<span class="unseen"> ${name}</span></a>
          </span>
        </div>
      </li>`;
    })}
  </ul>`;
}

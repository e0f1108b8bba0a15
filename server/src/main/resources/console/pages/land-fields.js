import {html, nothing} from '../lit/lit-html.js';
import {badge} from '../parts/badge.js';
import {address} from '../shell/router.js';
import {hectares} from '../words/numbers.js';

const STATUS = {
  PREVIEW: ['idle', 'By name only'],
  WAITING: ['busy', 'Comes with the next sync'],
};

/** The fields beside the map: who points at one sees it there, and the other way round. */
export function fieldList({fields, lit, point, zoom, enable, path}) {
  return html`<ul class="fields">
    ${fields.map((field) => {
      const name = field.name ?? 'Without a name';
      return html`<li class=${lit === field.id ? 'lit' : ''} @mouseenter=${() => point(field.id)} @mouseleave=${() => point(undefined)}>
        <button class="plain pick" id=${`field-${field.id}`} @focus=${() => point(field.id)} @blur=${() => point(undefined)} @click=${() => zoom(field.id)}>
          ${name}
          <span class="under">${field.area ? hectares(field.area.value) : field.status === 'PROCESSED' ? 'without a boundary' : nothing}</span>
        </button>
        <span class="actions">
          ${STATUS[field.status] ? badge(...STATUS[field.status]) : nothing}
          ${field.status === 'PREVIEW' ? html`<button class="slight" @click=${() => enable(field)}>Enable<span class="unseen"> ${name}</span></button>` : nothing}
          <a class="small" href=${address(path, {fieldId: field.id})}>Why?<span class="unseen"> ${name}</span></a>
        </span>
      </li>`;
    })}
  </ul>`;
}

import {html, nothing} from '../lit/lit-html.js';
import {badge} from '../parts/badge.js';
import {address} from '../shell/router.js';
import {hectares} from '../words/numbers.js';

const STATUS = {
  PREVIEW: ['idle', 'Preview'],
  WAITING: ['busy', 'Waiting for sync'],
};

/** The fields beside the map: pointing at one highlights it there, and the other way round. */
export function fieldList({fields, lit, point, zoom, enable, path}) {
  return html`<ul class="fields">
    ${fields.map((field) => {
      const name = field.name ?? 'No name';
      return html`<li class=${lit === field.id ? 'lit' : ''} @mouseenter=${() => point(field.id)} @mouseleave=${() => point(undefined)}>
        <button class="plain pick" id=${`field-${field.id}`} @focus=${() => point(field.id)} @blur=${() => point(undefined)} @click=${() => zoom(field.id)}>${name}</button>
        <div class="about">
          ${STATUS[field.status] ? badge(...STATUS[field.status]) : html`<span class="faint small">${field.area ? hectares(field.area.value) : 'No boundary'}</span>`}
          <span class="actions">
            ${field.status === 'PREVIEW' ? html`<button class="slight" @click=${() => enable(field)}>Enable<span class="unseen"> ${name}</span></button>` : nothing}
            <a class="small" href=${address(path, {fieldId: field.id})}>Why?<span class="unseen"> ${name}</span></a>
          </span>
        </div>
      </li>`;
    })}
  </ul>`;
}

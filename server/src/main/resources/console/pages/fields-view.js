// @ts-check
import {html, nothing} from '../lit/lit-html.js';
import {icon} from '../parts/icons.js';
import {placeholderLines} from '../parts/loading.js';
import {emptyState} from '../parts/messages.js';
import {paging} from '../parts/paging.js';
import {address} from '../shell/router.js';
import {countOf, formatNumber} from '../labels/numbers.js';
import {fieldList} from './field-list.js';

/** @param {import('./fields-model.js').FieldsModel} model */
export function fieldsView(model) {
  const {boundaries, counts, selection} = model;
  return html`
    ${model.header.render()}
    ${model.watch.render()}
    ${model.actions.render()}
    <div class="selection">
      <div>
        <h2 id="fields">${selection.title}</h2>
        <p class="faint">${counts.state === 'loaded' ? countsText(counts.value) : html`<span class="line short"></span>`}</p>
      </div>
      <div class="actions">
        ${counts.value?.previews > 0 ? enableButton(model, boundaries.drawn > 0) : nothing}
        ${syncButton(model)}
      </div>
    </div>
    <div class="field-page">
      <nav class="card tree" aria-label="Organizations, growers and farms">${model.tree.render()}</nav>
      ${boundaries.render(counts.state === 'loaded' ? noBoundaries(counts.value, model) : nothing)}
      <section class="list" aria-labelledby="fields">${model.list.render((list) => fields(list, model), placeholderLines(10))}</section>
    </div>
  `;
}

function fields({body, links, total}, model) {
  const {path, query} = model;
  const account = path.replace(/\/fields$/, '');
  return body.length === 0
    ? emptyState('No fields', html`Fields appear when an organization is selected and synced. Go to the <a href=${address(account)}>organizations</a>, or see <a href=${address(`${account}/why`)}>why there are none</a>.`)
    : html`
        ${fieldList({
          fields: body,
          highlighted: model.highlighted,
          highlight: (id) => model.highlight(id),
          zoom: (id) => model.boundaries.map.zoomTo(id),
          enable: (field) => model.enable(field),
          path: `${account}/why`,
          fieldPath: ({id, leafUserId}) => `/users/${leafUserId}/fields/${id}`,
        })}
        ${paging({links, total, size: model.size, shown: body.length, path, query})}
      `;
}

const busy = (model) => model.actions.busy !== undefined;

const syncButton = (model) => html`<button ?disabled=${busy(model)} @click=${() => model.sync()}>${icon('busy')}Sync now</button>`;

function enableButton(model, main = true) {
  const {noun} = model.selection;
  const text = noun === 'account'
    ? `Enable ${countOf(model.counts.value.previews, 'preview')} and sync`
    : `Enable all of this ${noun} and sync`;
  return html`<button class=${main ? 'main' : ''} ?disabled=${busy(model)} @click=${() => model.enableAll()}>${text}</button>`;
}

/** What is shown in place of a map without boundaries. */
function noBoundaries({total, previews, waiting}, model) {
  if (total === 0) {
    return nothing;
  }
  if (previews > 0) {
    return emptyState('These fields are previews', 'Their boundaries are fetched once they are enabled.', enableButton(model));
  }
  return waiting > 0
    ? emptyState('Boundaries are not fetched yet', `${countOf(waiting, 'field')} enabled and waiting for the next sync.`, syncButton(model))
    : emptyState('No boundaries', 'The provider has no boundary for these fields.');
}

function countsText({total, previews, waiting}) {
  const parts = [countOf(total, 'field')];
  if (previews > 0) {
    parts.push(countOf(previews, 'preview'));
  }
  if (waiting > 0) {
    parts.push(`${formatNumber(waiting)} waiting for sync`);
  }
  return parts.join(' · ');
}

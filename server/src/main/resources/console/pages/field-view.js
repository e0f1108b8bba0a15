// @ts-check
import {html, nothing} from '../lit/lit-html.js';
import {ref} from '../lit/directives/ref.js';
import {pageHeading} from '../parts/heading.js';
import {placeholderBlock} from '../parts/loading.js';
import {emptyState} from '../parts/messages.js';
import {table} from '../parts/table.js';
import {relativeTime} from '../parts/time.js';
import {address} from '../shell/router.js';
import {countOf, formatHectares, formatNumber} from '../labels/numbers.js';
import {cropText, datesText, totalsOf, typeText} from '../labels/operations.js';
import {providerByWireName} from '../labels/providers.js';
import {formatArea, formatQuantity} from '../labels/quantities.js';

/** @param {import('./field-model.js').FieldModel} model */
export function fieldView(model) {
  const {field, leafUserId} = model;
  const provider = field.value?.providerName;
  return html`
    ${pageHeading(field.value ? (field.value.name ?? 'No name') : field.problem?.status === 404 ? 'Field not found' : 'Field', {
      trail: [
        ['/users', 'Leaf users'],
        [`/users/${leafUserId}`, model.names.user(leafUserId) ?? 'Leaf user'],
        ...(providerByWireName(provider).synced
          ? [/** @type {[string, string]} */ ([`/users/${leafUserId}/${provider}/fields`, 'Fields'])]
          : []),
      ],
      actions: html`<a class="button" href=${address('/machine-files', {leafUserId})}>Machine files</a>`,
    })}
    ${field.render((it) => about(it, model), placeholderBlock('card'))}
    <h2 class="before">Operations by season</h2>
    ${model.operations.render(() => seasons(model), placeholderBlock('card'))}
  `;
}

const about = (field, model) => html`<div class="field-about">
  <section class="card" aria-label="About the field">
    <dl class="facts">
      <dt>Area</dt><dd>${field.area ? formatHectares(field.area.value) : html`<span class="faint">No boundary</span>`}</dd>
      ${field.providerName ? html`<dt>Provider</dt><dd>${providerByWireName(field.providerName).name}</dd>` : nothing}
      <dt>Updated</dt><dd>${relativeTime(field.updatedTime)}</dd>
      <dt>Id</dt><dd><code>${field.id}</code></dd>
    </dl>
  </section>
  ${field.geometry
    ? html`<section class="map" aria-label="Map">
        <div class="canvas" ${ref(model.map.attach)} role="img" aria-label="Map of the boundary of the field"></div>
      </section>`
    : nothing}
</div>`;

function seasons(model) {
  const {items, total} = model.operations.value;
  if (items.length === 0) {
    return emptyState('No operations yet', 'Operations appear when machine files with points within the boundary of this field are processed.',
      html`<a class="button" href=${address('/machine-files', {leafUserId: model.leafUserId})}>Upload machine files</a>`);
  }
  return html`
    ${model.seasons.map(([season, operations]) => html`<section class="season" aria-labelledby=${`season-${season}`}>
      <div class="title"><h3 id=${`season-${season}`}>${season}</h3><span class="faint small">${countOf(operations.length, 'operation')}</span></div>
      ${table(operationTable(`Operations of ${season}`, operations, model))}
    </section>`)}
    ${total > items.length ? html`<p class="faint small">The latest ${countOf(items.length, 'operation')} of ${formatNumber(total)}.</p>` : nothing}
  `;
}

/** @param {import('./field-model.js').FieldModel} model */
const operationTable = (caption, rows, model) => ({
  caption,
  rows,
  key: (operation) => operation.id,
  columns: [
    {name: 'Operation', cell: (operation) => html`<a class="name" href=${address(`/operations/${operation.id}`)}>${typeText(operation.type)}</a>`},
    {name: 'Crop', cell: (operation) => (operation.crop ? cropText(operation.crop) : html`<span class="faint">none</span>`)},
    {name: 'Dates', cell: datesText},
    {name: 'Area', kind: 'number', cell: (operation) => summaryCell(model, operation, (summary) => formatArea(summary.totalArea))},
    {name: 'Total', kind: 'number', cell: (operation) => summaryCell(model, operation, mainTotal)},
  ],
});

function mainTotal(summary) {
  const [total] = totalsOf(summary);
  return total ? html`<span>${formatQuantity(total[2])}<span class="under">${total[1]}</span></span>` : html`<span class="faint">none</span>`;
}

function summaryCell({summaries, summarized}, operation, view) {
  const summary = summaries.get(operation.id);
  return summary ? view(summary) : summarized ? html`<span class="faint">unknown</span>` : html`<span class="line"></span>`;
}

// @ts-check
import {html, nothing} from '../lit/lit-html.js';
import {table} from '../parts/table.js';
import {countOf} from '../labels/numbers.js';
import {averagesOf, totalsOf} from '../labels/operations.js';
import {formatArea, formatDecimal, formatDifference, formatQuantity} from '../labels/quantities.js';

/** A difference that support staff should look at, in percent. */
const REMARKABLE = 1;

/**
 * The totals, averages, varieties, products or types of tillage, and machinery of an operation.
 *
 * @param {{summary: import('../types/console').OperationSummary, reconciliation?: import('../types/api').ReconciliationView, isOfProvider: boolean}} value
 */
export const operationSummary = ({summary, reconciliation, isOfProvider}) => html`
  <div class="summary">
    <section aria-labelledby="totals">
      <h2 class="before" id="totals">Totals</h2>
      ${totals(summary, reconciliation, isOfProvider)}
    </section>
    <section aria-labelledby="averages">
      <h2 class="before" id="averages">Averages</h2>
      ${averages(summary, isOfProvider)}
    </section>
  </div>
  ${parts(summary)}
  ${machinery(summary)}
`;

/** Next to the provider's own totals, where there are any. */
function totals(summary, reconciliation, isOfProvider) {
  const rows = [
    {key: 'totalArea', name: 'Area', text: formatArea(summary.totalArea)},
    ...totalsOf(summary).map(([key, name, total]) => ({key, name, text: formatQuantity(total)})),
    ...(summary.totalDistance ? [{key: 'totalDistance', name: 'Distance', text: formatQuantity(summary.totalDistance)}] : []),
    ...(summary.totalFuelUsed ? [{key: 'totalFuelUsed', name: 'Fuel', text: formatQuantity(summary.totalFuelUsed)}] : []),
  ];
  const provider = isOfProvider ? new Map() : totalsOfProvider(reconciliation);
  rows.push(
    ...averagesOf(summary)
      .filter(([key]) => provider.has(key))
      .map(([key, name, {avg, unit}]) => ({key, name: `Mean ${name.toLowerCase()}`, text: formatQuantity({value: avg, unit})})),
  );
  const files = reconciliation?.filesWithoutTotals ?? 0;
  return html`${table({
      caption: 'Totals',
      rows,
      key: ({name}) => name,
      columns: [
        {name: 'Total', cell: ({name}) => name},
        {name: isOfProvider ? 'By the provider' : 'Sum over points', kind: 'number', cell: ({text}) => text},
        ...(rows.some(({key}) => provider.has(key)) ? comparison(provider) : []),
      ],
    })}
    ${files > 0 && (reconciliation?.totals.length ?? 0) > 0
      ? html`<p class="faint small after">The provider states no totals of ${countOf(files, 'file')} of this operation.</p>`
      : nothing}`;
}

/**
 * The provider's totals by the keys of the summary; the dry volume by its yield of each point, if it states none.
 *
 * @param {import('../types/api').ReconciliationView | undefined} reconciliation
 */
function totalsOfProvider(reconciliation) {
  const ofPoints = reconciliation?.provider
    ? [{name: 'totalDryVolume', provider: reconciliation.provider, differencePercent: reconciliation.differencePercent}]
    : [];
  return new Map([...ofPoints, ...(reconciliation?.totals ?? [])].map((total) => [total.name, total]));
}

/** @param {ReturnType<typeof totalsOfProvider>} provider */
const comparison = (provider) => [
  {name: 'Provider', kind: 'number', cell: ({key}) => (provider.has(key) ? formatTotal(key, provider.get(key).provider) : nothing)},
  {name: 'Difference', kind: 'number', cell: ({key}) => difference(provider.get(key)?.differencePercent)},
];

const formatTotal = (key, quantity) => (key === 'totalArea' ? formatArea(quantity) : formatQuantity(quantity));

const difference = (percent) =>
  percent === undefined
    ? nothing
    : html`<span class=${Math.abs(percent) > REMARKABLE ? 'remarkable' : ''}>${formatDifference(percent)}</span>`;

function averages(summary, isOfProvider) {
  const rows = averagesOf(summary).map(([key, name, statistics]) => ({key, name, ...statistics}));
  return rows.length === 0
    ? html`<p class="faint">${isOfProvider ? 'The provider states none.' : 'The points have no values.'}</p>`
    : table({
        caption: 'Averages',
        rows,
        key: ({name}) => name,
        columns: [
          {name: 'Value', cell: ({name}) => name},
          {name: 'Average', kind: 'number', cell: ({avg, unit}) => formatQuantity({value: avg, unit})},
          ...(isOfProvider ? [] : [{name: 'From – to', kind: 'number', cell: ({min, max}) => `${formatDecimal(min)} – ${formatDecimal(max)}`}]),
        ],
      });
}

/** @param {import('../types/console').OperationSummary} summary */
function parts({operationType, varieties = [], products = [], tillType = [], tankMix}) {
  if (operationType === 'tillage') {
    return tillType.length === 0
      ? nothing
      : html`<section aria-label="Types of tillage">
          <h2 class="before">Types of tillage</h2>
          <p>${tillType.join(', ')}</p>
        </section>`;
  }
  if (operationType === 'applied') {
    return products.length === 0
      ? nothing
      : section('Products', productColumns, products, tankMix ? 'A tank mix: each component is applied on the same area.' : nothing);
  }
  const named = varieties.filter(({name}) => name);
  return named.length === 0 ? nothing : section('Varieties', operationType === 'planted' ? plantedColumns : harvestedColumns, named);
}

const section = (title, columns, rows, text = nothing) => html`<section aria-label=${title}>
  <h2 class="before">${title}</h2>
  ${text === nothing ? nothing : html`<p class="lead">${text}</p>`}
  ${table({caption: title, columns, rows, key: (row) => rows.indexOf(row)})}
</section>`;

const mean = (statistics) => (statistics ? formatQuantity({value: statistics.avg, unit: statistics.unit}) : '');
const nameColumn = {name: 'Name', cell: ({name}) => html`<span class="name">${name || 'No name'}</span>`};
const areaColumn = {name: 'Area', kind: 'number', cell: ({area}) => formatArea(area)};

const productColumns = [
  nameColumn,
  {name: 'Type', cell: ({type}) => type ?? html`<span class="faint">none</span>`},
  {name: 'Rate', kind: 'number', cell: ({rate}) => formatQuantity(rate)},
  {name: 'Applied', kind: 'number', cell: ({totalApplied}) => formatQuantity(totalApplied)},
  areaColumn,
];

const plantedColumns = [
  nameColumn,
  {name: 'Seed rate', kind: 'number', cell: ({rate}) => mean(rate)},
  {name: 'Target', kind: 'number', cell: ({rate}) => (rate?.avgTarget === undefined ? '' : formatQuantity({value: rate.avgTarget, unit: rate.unit}))},
  {name: 'Planted', kind: 'number', cell: ({totalPlanted}) => formatQuantity(totalPlanted)},
  areaColumn,
];

const harvestedColumns = [
  nameColumn,
  {name: 'Moisture', kind: 'number', cell: ({harvestMoisture}) => mean(harvestMoisture)},
  {name: 'Wet mass', kind: 'number', cell: ({wetMass}) => formatQuantity(wetMass)},
  {name: 'Dry volume', kind: 'number', cell: ({dryVolume}) => formatQuantity(dryVolume)},
  areaColumn,
];

const machinery = ({machinery: machines = []}) =>
  machines.length === 0
    ? nothing
    : html`<section aria-label="Machinery">
        <h2 class="before">Machinery</h2>
        ${table({
          caption: 'Machinery',
          rows: machines,
          key: ({name, serialNumber}) => `${name} ${serialNumber}`,
          columns: [
            {name: 'Name', cell: ({name}) => html`<span class="name">${name || 'No name'}</span>`},
            {name: 'Kind', cell: ({type}) => (type === 'implement' ? 'Implement' : 'Machine')},
            {name: 'Brand', cell: ({brand}) => brand ?? html`<span class="faint">unknown</span>`},
            {name: 'Serial number', cell: ({serialNumber}) => serialNumber ? html`<code>${serialNumber}</code>` : html`<span class="faint">unknown</span>`},
          ],
        })}
      </section>`;

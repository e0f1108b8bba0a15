// @ts-check
const formats = [0, 1, 2, 3, 4].map((digits) => new Intl.NumberFormat('en', {maximumFractionDigits: digits}));

/** Names of units that differ from Leaf's. */
const UNITS = {m2: 'm²', m3: 'm³', 'm3/ha': 'm³/ha', prcnt: '%', percentage: '%', arcdeg: '°', floz: 'fl oz', 'floz/ac': 'fl oz/ac', Kgf: 'kgf'};
const SQUARE_METRES = {ha: 10_000, ac: 4_046.8564224};

export const unitText = (unit) => UNITS[unit] ?? unit ?? '';

/**
 * A number.
 *
 * @param {number} number
 * @param {number} [decimals] the most digits after the decimal point; by default so many that about four digits are shown
 */
export const formatDecimal = (number, decimals = decimalsFor(Math.abs(number))) => formats[decimals].format(number);

const decimalsFor = (size) => (size >= 1_000 ? 0 : size >= 100 ? 1 : size >= 1 ? 2 : 3);

/** @param {import('../types/console').Quantity | undefined} quantity */
export function formatQuantity(quantity) {
  if (quantity === undefined || !Number.isFinite(quantity.value)) {
    return '';
  }
  const unit = unitText(quantity.unit);
  const number = formatDecimal(quantity.value);
  return unit === '' ? number : unit === '%' || unit === '°' ? `${number}${unit}` : `${number} ${unit}`;
}

/** An area: square metres, which are Leaf's default, as hectares. */
export function formatArea(area) {
  return area?.unit === 'm2'
    ? formatQuantity({value: area.value / SQUARE_METRES.ha, unit: 'ha'})
    : formatQuantity(area);
}

/** A difference in percent with its sign. */
export function formatDifference(percent) {
  const number = formats[2].format(Math.abs(percent));
  return number === '0' ? '0%' : `${percent < 0 ? '−' : '+'}${number}%`;
}

const METRES = {m: 1, cm: 0.01, mm: 0.001, km: 1_000, in: 0.0254, ft: 0.3048, mi: 1_609.344};

/** A length in metres; undefined for a unit that is no length. */
export const metres = (value, unit) => (METRES[unit] === undefined ? undefined : value * METRES[unit]);

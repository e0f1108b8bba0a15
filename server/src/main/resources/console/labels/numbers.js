// @ts-check
const whole = new Intl.NumberFormat('en');
const one = new Intl.NumberFormat('en', {maximumFractionDigits: 1});

export const formatNumber = (number) => whole.format(number);

/** The noun after a number: the singular after 1, otherwise the plural. */
export const nounFor = (number, singular, plural = `${singular}s`) => (number === 1 ? singular : plural);

/**
 * `3 fields`, `1 field`, `no fields`.
 *
 * @param {number} number
 * @param {string} singular
 * @param {string} [plural]
 */
export const countOf = (number, singular, plural) =>
  `${number === 0 ? 'no' : formatNumber(number)} ${nounFor(number, singular, plural)}`;

export const formatHectares = (number) => `${number >= 100 ? whole.format(Math.round(number)) : one.format(number)} ha`;

export function formatDuration(millis) {
  if (millis < 1_000) {
    return `${millis} ms`;
  }
  if (millis < 60_000) {
    return `${one.format(millis / 1_000)} s`;
  }
  const minutes = Math.floor(millis / 60_000);
  return minutes < 60
    ? `${minutes} min ${Math.round((millis % 60_000) / 1_000)} s`
    : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

const SIZES = ['B', 'kB', 'MB', 'GB', 'TB'];

export function formatBytes(number) {
  let value = number;
  let unit = 0;
  while (value >= 1_000 && unit < SIZES.length - 1) {
    value /= 1_000;
    unit++;
  }
  return `${one.format(value)} ${SIZES[unit]}`;
}

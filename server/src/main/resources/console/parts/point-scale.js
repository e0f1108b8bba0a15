// @ts-check
/** The colours of the style sheet, `.ramp-0` to `.ramp-6`. */
export const COLOURS = 7;

/**
 * Classes with about equal numbers of values each; equal values are in one class.
 *
 * @param {number[]} values
 * @returns {{limits: number[], ranges: {colour: number, min: number, max: number, count: number}[]}}
 *     `limits` are the lowest values of the classes from the second on, `colour` is the index of the colour
 */
export function scaleOf(values) {
  const sorted = Float64Array.from(values).sort();
  const quantiles = Array.from({length: COLOURS - 1}, (_, index) => sorted[Math.floor(((index + 1) * sorted.length) / COLOURS)]);
  const limits = [...new Set(quantiles)].filter((limit) => limit > sorted[0]);
  const ranges = [];
  for (const value of sorted) {
    const index = classOf(limits, value);
    const range = (ranges[index] ??= {colour: colourOfClass(limits, index), min: value, max: value, count: 0});
    range.max = value;
    range.count++;
  }
  return {limits, ranges};
}

/** The index of the class of a value. */
export function classOf(limits, value) {
  let index = 0;
  while (index < limits.length && value >= limits[index]) {
    index++;
  }
  return index;
}

/** The index of the colour of a class: fewer classes use the same colours from the first to the last. */
export const colourOfClass = ({length}, index) => Math.round(length === 0 ? COLOURS / 2 : (index * (COLOURS - 1)) / length);

/** How many digits after the decimal point distinguish the limits of the classes. */
export function decimalsOf({limits, ranges}) {
  const span = limits.length > 1 ? limits.at(-1) - limits[0] : (ranges.at(-1)?.max ?? 0) - (ranges[0]?.min ?? 0);
  return span > 0 ? Math.min(4, Math.max(0, 2 - Math.floor(Math.log10(span)))) : 2;
}

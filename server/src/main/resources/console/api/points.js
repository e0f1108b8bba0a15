// @ts-check
/**
 * Reads the features of a GeoJSON document while it is received. Of a document with more than
 * `limit` features it keeps every second, fourth or eighth …, so that the memory is bounded. The
 * others are not parsed.
 */
const FEATURE = '{"type":"Feature",';

/**
 * @typedef {{longitude: number, latitude: number, properties: Record<string, any>}} Point
 *
 * @param {Response} response
 * @param {{limit: number, onProgress: (read: number) => void}} options `onProgress` is called with
 *     the number of features that were read, after each part of the body
 * @returns {Promise<{points: Point[], total: number}>} `total` is the number of features of the document
 */
export async function readPoints(response, {limit, onProgress}) {
  const kept = new Thinned(limit);
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  for (;;) {
    const {done, value} = await reader.read();
    if (done) {
      break;
    }
    rest = addFeatures(rest + value, kept);
    onProgress(kept.total);
  }
  const end = rest.lastIndexOf(']');
  if (rest.startsWith(FEATURE)) {
    kept.add(rest.slice(0, end));
  }
  return {points: kept.points, total: kept.total};
}

/** Adds the complete features of a text and returns what follows the last one. */
function addFeatures(text, kept) {
  let start = text.indexOf(FEATURE);
  if (start < 0) {
    return text;
  }
  for (;;) {
    const next = text.indexOf(FEATURE, start + FEATURE.length);
    if (next < 0) {
      return text.slice(start);
    }
    kept.add(text.slice(start, next).replace(/,\s*$/, ''));
    start = next;
  }
}

class Thinned {
  /** @type {Point[]} */
  points = [];
  total = 0;
  step = 1;

  constructor(limit) {
    this.limit = limit;
  }

  add(text) {
    if (this.total++ % this.step !== 0) {
      return;
    }
    const {geometry, properties} = JSON.parse(text);
    // A point without a position has no geometry.
    const [longitude, latitude] = geometry?.coordinates ?? [NaN, NaN];
    this.points.push({longitude, latitude, properties});
    if (this.points.length >= this.limit) {
      this.step *= 2;
      this.points = this.points.filter((_, index) => index % 2 === 0);
    }
  }
}

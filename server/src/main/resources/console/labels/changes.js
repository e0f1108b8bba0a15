// @ts-check
import {countOf, formatNumber} from './numbers.js';

const KINDS = [
  ['growers', 'grower', 'growers'],
  ['farms', 'farm', 'farms'],
  ['fields', 'field', 'fields'],
  ['boundaries', 'boundary', 'boundaries'],
];
const VERBS = ['added', 'changed', 'removed'];

/** What a run or one of its parts changed; empty when it changed nothing. */
export function changesText({records, organizations}) {
  const parts = [];
  if (organizations) {
    for (const verb of ['added', 'changed', 'blocked']) {
      const number = organizations[verb];
      if (number > 0) {
        parts.push(`${countOf(number, 'organization')} ${verb}`);
      }
    }
  }
  for (const [key, singular, plural] of KINDS) {
    for (const verb of VERBS) {
      const number = records?.[key]?.[verb] ?? 0;
      if (number > 0) {
        parts.push(`${countOf(number, singular, plural)} ${verb}`);
      }
    }
  }
  return parts.join(', ');
}

/** Numbers of growers, farms, fields and hectares. */
export function fieldDataText({growers, farms, fields, hectares}) {
  const parts = [];
  for (const [number, noun] of /** @type {[number, string][]} */ ([[growers, 'grower'], [farms, 'farm'], [fields, 'field']])) {
    if (number > 0) {
      parts.push(countOf(number, noun));
    }
  }
  if (hectares > 0) {
    parts.push(`${formatNumber(Math.round(hectares))} ha`);
  }
  return parts.length === 0 ? 'no data' : parts.join(', ');
}

// @ts-check
import {labelBadge} from '../parts/badge.js';
import {countOf, formatNumber, nounFor} from './numbers.js';
import {propertyText} from './operations.js';

/** @type {Record<string, import('../types/console').Label>} */
const FILE = {
  processed: ['good', 'Processed'],
  processing: ['busy', 'Processing'],
  failed: ['bad', 'Failed'],
};

/** @type {Record<string, import('../types/console').Label>} */
const BATCH = {
  PROCESSED: ['good', 'Processed', 'All files have been processed.'],
  RECEIVED: ['busy', 'Processing', 'The files are being processed.'],
  FAILED: ['bad', 'Failed', 'No file could be processed.'],
};

/** @type {Record<string, import('../types/console').Label>} */
const STEP = {...FILE, processed: ['good', 'Done'], skipped: ['idle', 'Skipped']};

const STEPS = {
  originalFile: 'Store the file',
  rawGeojson: 'Read the points',
  standardGeojson: 'Remove invalid points',
  filteredGeojson: 'Remove outliers and stops',
  summary: 'Compute the summary',
  units: 'Determine the units',
  propertiesPNGs: 'Draw images',
  zippedPNGs: 'Pack images',
};

const FORMATS = {
  SHAPEFILE: 'Shapefile',
  ISO11783: 'ISOXML task set',
  GEOJSON: 'GeoJSON',
  JOHN_DEERE_LOG: 'John Deere display log',
  CN1: 'CN1',
  AGDATA: 'AgData',
  PRECISION_PLANTING: 'Precision Planting',
  RAVEN: 'Raven',
  PROVIDER_TOTALS: 'Totals of the provider',
  UNKNOWN: 'Unknown format',
};

/** Leaf's values of `provider` for uploads, with their names. */
export const UPLOAD_PROVIDERS = [
  ['Other', 'Detect the format'],
  ['JohnDeere', 'John Deere'],
  ['ClimateFieldView', 'Climate FieldView'],
  ['CNHI', 'CNHi'],
  ['Trimble', 'Trimble'],
  ['AgLeader', 'Ag Leader'],
  ['Farmobile', 'Farmobile'],
  ['PrecisionPlanting', 'Precision Planting'],
  ['Leaf', 'Leaf'],
];

const ORIGINS = {provider: 'Synced from the provider', automerged: 'Merged', merged: 'Merged on request', uploaded: 'Uploaded'};

/** What points are, or the noun for one of them and for several. */
const REASONS = {
  coordinates: 'without a position, or at 0, 0',
  outlier: ['outlier', 'outliers'],
  recordingStatus: 'while not recording',
  crop: 'without a known crop',
  speed: 'while standing still',
};

export const fileBadge = (status) => labelBadge(FILE[status] ?? ['idle', status]);
export const batchBadge = (status) => labelBadge(BATCH[status] ?? ['idle', status]);
export const batchMeaning = (status) => BATCH[status]?.[2] ?? '';
export const stepBadge = (status) => labelBadge(STEP[status] ?? ['idle', status]);
export const stepText = (step) => STEPS[step] ?? step;
export const formatText = (format) => FORMATS[format] ?? format;
export const originText = (origin) => ORIGINS[origin] ?? origin;
export const uploadProviderText = (provider) =>
  provider === 'Other' ? 'Other' : (UPLOAD_PROVIDERS.find(([key]) => key === provider)?.[1] ?? provider);

/** Why points were left out: the reason is the name of a property, or one of its own. */
export function reasonText(reason, points = 1) {
  const text = REASONS[reason] ?? `with an invalid ${propertyText(reason).toLowerCase().replace(' of each point', '')}`;
  return Array.isArray(text) ? nounFor(points, text[0], text[1]) : text;
}

/**
 * The numbers of points that were left out, by reason, the largest first; empty when none was.
 *
 * @param {import('../types/api').PointCountsView} points
 */
export const rejectedText = ({rejected}) =>
  [...rejected]
    .sort((one, other) => other.points - one.points)
    .map(({reason, points}) => `${formatNumber(points)} ${reasonText(reason, points)}`)
    .join(', ');

/** @param {import('../types/api').PointCountsView} points */
export function pointsText({kept, rejected}) {
  const dropped = rejected.reduce((sum, {points}) => sum + points, 0);
  return dropped === 0
    ? `${countOf(kept, 'point')}, none dropped`
    : `${countOf(kept, 'point')} kept, ${formatNumber(dropped)} dropped`;
}

// @ts-check
/** @type {Record<string, string>} */
const TYPES = {planted: 'Planting', applied: 'Application', harvested: 'Harvest', tillage: 'Tillage'};

export const typeText = (type) => TYPES[type] ?? type ?? 'Unknown';

/** The totals of a summary by the type of the operation, the most important first. */
const TOTALS = {
  harvested: [
    ['totalDryVolume', 'Dry volume'],
    ['totalWetMass', 'Wet mass'],
    ['totalDryMass', 'Dry mass'],
    ['totalWetVolume', 'Wet volume'],
  ],
  planted: [['totalPlanted', 'Planted']],
  applied: [['totalApplied', 'Applied']],
  tillage: [],
};

/**
 * The keys, names and values of the totals.
 *
 * @type {(summary: import('../types/console').OperationSummary) => [string, string, import('../types/console').Quantity][]}
 */
export const totalsOf = (summary) =>
  (TOTALS[summary.operationType] ?? [])
    .filter(([key]) => summary[key] !== undefined)
    .map(([key, name]) => [key, name, summary[key]]);

const PROPERTIES = {
  dryVolumePerArea: 'Dry yield',
  dryMassPerArea: 'Dry yield by mass',
  wetMassPerArea: 'Wet yield by mass',
  wetVolumePerArea: 'Wet yield',
  providerVolumePerArea: 'Yield by the provider',
  harvestMoisture: 'Moisture',
  proteinPercentage: 'Protein',
  seedRate: 'Seed rate',
  seedRateTarget: 'Target seed rate',
  seedDepth: 'Seed depth',
  singulation: 'Singulation',
  downForce: 'Down force',
  skips: 'Skips',
  doubles: 'Doubles',
  appliedRate: 'Applied rate',
  appliedRateTarget: 'Target rate',
  tillageDepthActual: 'Depth',
  tillageDepthTarget: 'Target depth',
  speed: 'Speed',
  elevation: 'Elevation',
  equipmentWidth: 'Working width',
  distance: 'Distance between points',
  fuelUsed: 'Fuel used',
  heading: 'Heading',
  area: 'Area of each point',
  wetMass: 'Wet mass of each point',
  dryMass: 'Dry mass of each point',
  wetVolume: 'Wet volume of each point',
  dryVolume: 'Dry volume of each point',
};

export const propertyText = (property) => PROPERTIES[property] ?? property;

/** The properties by which points can be coloured, the most important first. */
export const COLOURED = Object.keys(PROPERTIES).filter(
  (property) => !/^(area|distance|heading|equipmentWidth|(wet|dry)(Mass|Volume))$/.test(property),
);

/** The statistics of a summary: properties with a mean. */
const AVERAGES = COLOURED.filter((property) => !property.endsWith('Target'));

/**
 * The keys, names and values of the averages.
 *
 * @type {(summary: import('../types/console').OperationSummary) => [string, string, import('../types/console').Statistics][]}
 */
export const averagesOf = (summary) =>
  AVERAGES.filter((property) => summary[property]?.avg !== undefined).map((property) => [property, propertyText(property), summary[property]]);

/** The first letter of a crop as a capital. */
export const cropText = (crop) => (crop ? crop[0].toUpperCase() + crop.slice(1) : '');

const day = new Intl.DateTimeFormat('en-GB', {dateStyle: 'medium', timeZone: 'UTC'});

/** The days of an operation, in UTC as in the API. */
export const datesText = ({startTime, endTime}) => day.formatRange(new Date(startTime), new Date(endTime));

/** The season of an operation: the year in which it started. */
export const seasonOf = ({startTime}) => new Date(startTime).getUTCFullYear();

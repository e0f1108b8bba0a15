// @ts-check
/**
 * The settings that have an effect.
 * `standard` is the default.
 */
export const SETTINGS = [
  {
    key: 'organizationDataSync',
    name: 'New organizations',
    about: 'The status of a connected organization that has not been selected or deselected.',
    options: [['ALL', 'Select automatically'], ['SELECTED_ONLY', 'Select manually']],
    standard: 'ALL',
  },
  {
    key: 'customDataSync',
    name: 'New fields',
    about: 'Whether fields are fetched with their boundaries, or listed as previews until they are enabled.',
    options: [[true, 'List as previews'], [false, 'Fetch with boundaries']],
    standard: true,
  },
  {
    key: 'fieldsAutoSync',
    name: 'Fields in regular syncs',
    about: 'Whether every sync reads fields, or only a manual sync.',
    options: [[true, 'Every sync'], [false, 'Manual sync only']],
    standard: true,
  },
  {
    key: 'automaticFixBoundary',
    name: 'Invalid boundaries',
    about: 'How a boundary is stored that is not a valid polygon, for example because its lines cross.',
    options: [[true, 'Repair'], [false, 'Keep as received']],
    standard: true,
  },
  ...[
    ['machinesAutoSync', 'Machines'],
    ['implementsAutoSync', 'Implements'],
    ['operatorsAutoSync', 'Operators'],
  ].map(([key, name]) => ({
    key,
    name,
    about: `Whether every sync reads the ${name.toLowerCase()} of selected organizations from John Deere.`,
    options: [[true, 'Every sync'], [false, 'Not read']],
    standard: false,
  })),
];

/**
 * The settings that Headland acts on, and those that it only keeps for programs written for Leaf.
 * `standard` is what holds when nobody set anything.
 */
export const SETTINGS = [
  {
    key: 'organizationDataSync',
    name: 'New organizations',
    about: 'What becomes of a connected organization that nobody has chosen.',
    options: [['ALL', 'Are selected by themselves'], ['SELECTED_ONLY', 'Wait until somebody selects them']],
    standard: 'ALL',
  },
  {
    key: 'customDataSync',
    name: 'New fields',
    about: 'Whether fields are fetched with their boundaries, or known by name until each is enabled.',
    options: [[true, 'Arrive by name, to be enabled one by one'], [false, 'Are fetched with their boundaries']],
    standard: true,
  },
  {
    key: 'fieldsAutoSync',
    name: 'Fields in regular syncs',
    about: 'Whether each sync reads fields, or only one that is asked for.',
    options: [[true, 'Are read in every sync'], [false, 'Are read when somebody asks for them']],
    standard: true,
  },
  {
    key: 'automaticFixBoundary',
    name: 'Faulty boundaries',
    about: 'What becomes of a boundary whose drawing does not hold, for example because its lines cross.',
    options: [[true, 'Are mended'], [false, 'Stay as they were drawn']],
    standard: true,
  },
];

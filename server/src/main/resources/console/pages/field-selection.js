// @ts-check
/** What the Fields page shows: everything, or an organization, a grower or a farm. */
const KINDS = [
  ['farm', 'farm', 'farmId'],
  ['grower', 'grower', 'growerId'],
  ['org', 'organization', 'providerOrgId'],
];

/**
 * @param {object} query of the page's address: at most one of `farm`, `grower` and `org`, and `name`
 * @returns {{id: string, noun: string, title: string, filter: object, part: object}} `filter` for
 *     lists, `part` for the request that enables fields
 */
export function selectionOf(query) {
  for (const [key, noun, parameter] of KINDS) {
    if (query[key]) {
      return {
        id: `${key}-${query[key]}`,
        noun,
        title: query.name ?? noun[0].toUpperCase() + noun.slice(1),
        filter: {[parameter]: query[key]},
        part: {[parameter]: key === 'org' ? query[key] : Number(query[key])},
      };
    }
  }
  return {id: 'all', noun: 'account', title: 'All fields', filter: {}, part: {all: true}};
}

export const isSelection = (name) => KINDS.some(([key]) => key === name);

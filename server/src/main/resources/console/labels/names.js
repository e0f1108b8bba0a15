// @ts-check
/** Some organizations have no name at the provider, or dashes in place of one. */
export const isNamed = ({providerOrgName}) => (providerOrgName ?? '').replaceAll('-', '').trim() !== '';

export const nameOf = (organization) => (isNamed(organization) ? organization.providerOrgName : 'No name');

const order = new Intl.Collator('en', {numeric: true, sensitivity: 'base'});

/** Organizations by name; those without one last. */
export const sortByName = (organizations) =>
  [...organizations].sort(
    (one, other) =>
      Number(isNamed(other)) - Number(isNamed(one)) ||
      order.compare(nameOf(one), nameOf(other)) ||
      order.compare(one.providerOrgId, other.providerOrgId),
  );

const LONGEST = 12;

/** The beginning of a GUID distinguishes it; other ids are short. */
export const shortId = (id) => (id.length <= LONGEST ? id : `${id.slice(0, 8)}…`);

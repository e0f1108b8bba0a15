// @ts-check
import {isNamed, nameOf, sortByName} from '../labels/names.js';

/** Statuses to filter by, in the order of the tabs: [key, name]. */
export const STATUSES = [
  ['', 'All'],
  ['SELECTED', 'Selected'],
  ['PREVIEW', 'Preview'],
  ['BLOCKED', 'Blocked'],
];

const REASONS = ['CREDENTIAL_REVOKED', 'SCOPE_MISSING', 'CUSTOMER_ACTION_REQUIRED', 'NOT_CONNECTED', 'NOT_VISIBLE'];

/**
 * Organizations by name, the blocked ones last and by their reason.
 *
 * @param {{status?: string, reason?: string, search?: string}} query
 */
export function filterOrganizations(organizations, query) {
  const {status, reason, search} = query;
  const text = (search ?? '').trim().toLowerCase();
  const matching = organizations.filter(
    (each) =>
      (!status || each.status === status) &&
      (!reason || each.blockedReason === reason) &&
      (text === '' || (isNamed(each) && nameOf(each).toLowerCase().includes(text)) || each.providerOrgId.toLowerCase().includes(text)),
  );
  return sortByName(matching).sort((one, other) => orderOf(one) - orderOf(other));
}

const orderOf = ({status, blockedReason}) => (status === 'BLOCKED' ? 1 + REASONS.indexOf(blockedReason) : 0);

/** The number of organizations by status; the empty status is all. */
export function countByStatus(organizations) {
  const numbers = {'': organizations.length, SELECTED: 0, PREVIEW: 0, BLOCKED: 0};
  organizations.forEach(({status}) => {
    numbers[status]++;
  });
  return numbers;
}

/** The blocked ones by reason: [reason, organizations]. */
export function groupBlocked(organizations) {
  const groups = new Map();
  for (const each of organizations.filter(({status}) => status === 'BLOCKED')) {
    groups.set(each.blockedReason, [...(groups.get(each.blockedReason) ?? []), each]);
  }
  return [...groups].sort(([one], [other]) => REASONS.indexOf(one) - REASONS.indexOf(other));
}

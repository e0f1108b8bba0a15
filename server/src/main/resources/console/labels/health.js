// @ts-check
import {badge} from '../parts/badge.js';
import {countOf} from './numbers.js';
import {failureText} from './states.js';

/**
 * The health of an account, the worst first.
 *
 * @type {{key: string, name: string, tone: import('../types/console').Tone, total: string}[]}
 */
export const HEALTHS = [
  {key: 'BROKEN', name: 'Broken', tone: 'bad', total: 'broken'},
  {key: 'ATTENTION', name: 'Needs attention', tone: 'warn', total: 'attention'},
  {key: 'OK', name: 'Healthy', tone: 'good', total: 'ok'},
  {key: 'UNVERIFIED', name: 'Not verified', tone: 'idle', total: 'unverified'},
];

export function healthBadge(health) {
  const {name, tone} = HEALTHS.find((each) => each.key === health) ?? {name: health, tone: /** @type {const} */ ('idle')};
  return badge(tone, name);
}

/** The most important problem of an account; empty when it has none. */
export function problemText({credential, organizations, lastRun}) {
  switch (credential.status) {
    case 'UNAUTHENTICATED':
      return 'The grower must grant access again';
    case 'MISSING_PERMISSION':
      return 'Missing permission';
    case 'TEMPORARILY_UNAVAILABLE':
      return 'The provider did not respond';
    default:
  }
  if (organizations.lost > 0) {
    return `${countOf(organizations.lost, 'organization')} to repair`;
  }
  switch (lastRun?.state) {
    case 'FAILED':
      return lastRun.failure ? failureText(lastRun.failure) : 'The last sync failed';
    case 'GUARDED':
      return 'The last sync was stopped by the guard';
    case 'PARTIAL':
      return 'Some organizations could not be read';
    default:
      return '';
  }
}

/** A regular sync that is this late is overdue. */
const LATE = 60 * 60 * 1_000;

/** Why the data of an account may be outdated; empty when its last sync was complete and on time. */
export function staleReason({lastRun, lastSyncedAt, nextSyncAt}) {
  if (lastRun?.state === 'RUNNING') {
    return lastSyncedAt ? 'Sync running' : '';
  }
  if (lastRun && lastSyncedAt && Date.parse(lastRun.startedAt) > Date.parse(lastSyncedAt)) {
    return 'Not updated by the last sync';
  }
  return nextSyncAt && Date.now() - Date.parse(nextSyncAt) > LATE ? 'Sync overdue' : '';
}

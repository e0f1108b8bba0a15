import {badge} from '../parts/badge.js';
import {counted} from './numbers.js';
import {failureInWords} from './states.js';

/** The health of an account, the worst first. */
export const HEALTHS = [
  {key: 'BROKEN', name: 'Broken', mood: 'bad', total: 'broken'},
  {key: 'ATTENTION', name: 'Needs attention', mood: 'warn', total: 'attention'},
  {key: 'OK', name: 'Healthy', mood: 'good', total: 'ok'},
  {key: 'UNVERIFIED', name: 'Not verified', mood: 'idle', total: 'unverified'},
];

export function healthBadge(health) {
  const {name, mood} = HEALTHS.find((each) => each.key === health) ?? {name: health, mood: 'idle'};
  return badge(mood, name);
}

/** The most important problem of an account; empty when it has none. */
export function troubleInWords({credential, organizations, lastRun}) {
  switch (credential.status) {
    case 'UNAUTHENTICATED':
      return 'The grower must grant access again';
    case 'MISSING_PERMISSION':
      return 'Missing permission';
    case 'TEMPORARILY_UNAVAILABLE':
      return 'The provider did not answer';
    default:
  }
  if (organizations.lost > 0) {
    return `${counted(organizations.lost, 'organization')} to repair`;
  }
  switch (lastRun?.state) {
    case 'FAILED':
      return lastRun.failure ? failureInWords(lastRun.failure) : 'The last sync failed';
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
export function staleBecause({lastRun, lastSyncedAt, nextSyncAt}) {
  if (lastRun?.state === 'RUNNING') {
    return lastSyncedAt ? 'Sync running' : '';
  }
  if (lastRun && lastSyncedAt && Date.parse(lastRun.startedAt) > Date.parse(lastSyncedAt)) {
    return 'Not updated by the last sync';
  }
  return nextSyncAt && Date.now() - Date.parse(nextSyncAt) > LATE ? 'Sync overdue' : '';
}

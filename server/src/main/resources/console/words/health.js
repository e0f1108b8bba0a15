import {badge} from '../parts/badge.js';
import {counted} from './numbers.js';
import {failureInWords} from './states.js';

/** How an account does; the worst first, as one looks for it. */
export const HEALTHS = [
  {key: 'BROKEN', name: 'Broken', mood: 'bad', total: 'broken'},
  {key: 'ATTENTION', name: 'Needs attention', mood: 'warn', total: 'attention'},
  {key: 'OK', name: 'Well', mood: 'good', total: 'ok'},
  {key: 'UNVERIFIED', name: 'Kept, not tried', mood: 'idle', total: 'unverified'},
];

export function healthBadge(health) {
  const {name, mood} = HEALTHS.find((each) => each.key === health) ?? {name: health, mood: 'idle'};
  return badge(mood, name);
}

/** What is wrong with an account, the most important thing alone; empty when nothing is. */
export function troubleInWords({credential, organizations, lastRun}) {
  switch (credential.status) {
    case 'UNAUTHENTICATED':
      return 'The grower must consent again';
    case 'MISSING_PERMISSION':
      return 'The grant lacks a permission';
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
      return 'The last sync was held back';
    case 'PARTIAL':
      return 'Some organizations could not be read';
    default:
      return '';
  }
}

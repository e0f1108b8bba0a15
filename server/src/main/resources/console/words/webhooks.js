import {badge} from '../parts/badge.js';
import {count} from './numbers.js';

const DISABLED = {
  CALLER: 'Switched off',
  GONE: 'It said that it is gone',
  FAILING: 'It failed for days',
};

const FAILURE = {
  REFUSED: 'The address is not public, or plain http leads to a public one.',
  UNKNOWN_HOST: 'The name of the host could not be looked up.',
  NO_CONNECTION: 'No connection came about.',
  NO_TLS: 'No encrypted connection came about.',
  TIMEOUT: 'There was no whole answer in time.',
  BROKEN: 'The connection broke off.',
};

export const deliveryFailure = (failure) => FAILURE[failure] ?? failure;

export const disabledInWords = (reason) => DISABLED[reason] ?? reason;

/** How an endpoint does. */
export function webhookBadge({enabled, disabledBecause, failingSince, waiting}) {
  if (!enabled) {
    return badge(disabledBecause === 'CALLER' ? 'idle' : 'bad', disabledInWords(disabledBecause));
  }
  if (failingSince) {
    return badge('warn', 'Fails at the moment');
  }
  return waiting > 0 ? badge('warn', `${count(waiting)} to be tried again`) : badge('good', 'Delivers');
}

export const kindInWords = (kind) => (kind === 'LEAF' ? 'Leaf’s alerts' : 'Standard Webhooks');

/** The answer to one attempt, in a badge. */
export function attemptBadge({state, statusCode}) {
  return badge(state === 'SUCCEEDED' ? 'good' : 'bad', statusCode === undefined ? 'No answer' : String(statusCode));
}

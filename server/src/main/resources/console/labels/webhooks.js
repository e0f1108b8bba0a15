// @ts-check
import {badge} from '../parts/badge.js';
import {formatNumber} from './numbers.js';

const DISABLED = {
  CALLER: 'Disabled',
  GONE: 'Disabled: the endpoint returned 410',
  FAILING: 'Disabled after repeated failures',
};

const FAILURE = {
  REFUSED: 'The address is not allowed: it is not public, or it uses http without TLS.',
  UNKNOWN_HOST: 'The host name could not be resolved.',
  NO_CONNECTION: 'Could not connect.',
  NO_TLS: 'The TLS connection failed.',
  TIMEOUT: 'The request timed out.',
  BROKEN: 'The connection was interrupted.',
};

export const deliveryFailure = (failure) => FAILURE[failure] ?? failure;

export const disabledText = (reason) => DISABLED[reason] ?? reason;

/** The status of an endpoint. */
export function webhookBadge({enabled, disabledReason, failingSince, waiting}) {
  if (!enabled) {
    return badge(disabledReason === 'CALLER' ? 'idle' : 'bad', disabledText(disabledReason));
  }
  if (failingSince) {
    return badge('warn', 'Failing');
  }
  return waiting > 0 ? badge('warn', `${formatNumber(waiting)} to retry`) : badge('good', 'Healthy');
}

export const kindText = (kind) => (kind === 'LEAF' ? 'Leaf’s alerts' : 'Standard Webhooks');

/** Events that were not delivered yet, retries included. */
export const backlogOf = ({behind, waiting}) => behind + waiting;

/** The result of one attempt. */
export function attemptBadge({state, statusCode}) {
  return badge(state === 'SUCCEEDED' ? 'good' : 'bad', statusCode === undefined ? 'No response' : String(statusCode));
}

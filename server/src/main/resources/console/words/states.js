import {badge} from '../parts/badge.js';

/** States of the API, in words for people: [mood, word, what it means]. */
const CREDENTIAL = {
  OK: ['good', 'Works', 'The provider takes it.'],
  UNAUTHENTICATED: ['bad', 'Refused', 'The provider refuses it. The grower must consent again.'],
  MISSING_PERMISSION: ['warn', 'Lacks permission', 'The grant lacks a scope, or the grower must act at the provider first.'],
  TEMPORARILY_UNAVAILABLE: ['warn', 'Provider unavailable', 'The provider could not be asked, or refuses the application. Headland tries again.'],
  UNVERIFIED: ['idle', 'Kept, not tried', 'Headland does not call this provider: nobody was asked what the credential is worth.'],
};

const ORGANIZATION = {
  SELECTED: ['good', 'Selected', 'What lies beneath it is synced.'],
  PREVIEW: ['idle', 'Preview', 'Visible; nothing beneath it is synced.'],
  BLOCKED: ['bad', 'Blocked', 'Your application lacks access at the provider.'],
};

const RUN = {
  WAITING: ['idle', 'Waiting', 'A sync comes to it soon.'],
  RUNNING: ['busy', 'Running', 'It is under way.'],
  SUCCEEDED: ['good', 'Something new', 'It ended, and something was stored.'],
  UNCHANGED: ['good', 'Nothing new', 'It ended, and the provider had nothing new.'],
  PARTIAL: ['warn', 'Partly read', 'Some organizations are up to date, others could not be read.'],
  GUARDED: ['warn', 'Held back', 'Too much would have gone at once, so nothing was changed.'],
  FAILED: ['bad', 'Failed', 'The provider gave no usable answer.'],
  STOPPED: ['idle', 'Stopped', 'The organization was de-selected, or its account got another credential.'],
};

const CAUSE = {
  CREDENTIAL: 'a new credential',
  SCHEDULE: 'it was time',
  REQUEST: 'somebody asked for it',
  SELECTION: 'an organization was selected',
  FIELDS: 'somebody asked for the fields',
  ENABLE: 'fields were enabled',
  NOTICE: 'the provider told of a change',
};

/** Why an organization is blocked: what happened, and what to do. */
const BLOCKED = {
  NOT_CONNECTED: ['Not connected', 'The grower has not connected this organization to your application. Send the link: it leads to the place where that is done.'],
  SCOPE_MISSING: ['A permission is missing', 'The grower’s consent does not allow reading this organization. A new consent with all permissions mends it.'],
  CUSTOMER_ACTION_REQUIRED: ['The grower has to act first', 'The provider wants something of the grower, for example to accept new terms. Send the link.'],
  NOT_VISIBLE: ['No longer shown', 'The provider no longer shows this organization to the grower’s account. It may have been left or deleted there.'],
  CREDENTIAL_REVOKED: ['Credential refused', 'The provider refuses the credential. The grower must consent again; then replace the credential.'],
};

const FAILURE = {
  providerUnavailable: 'The provider did not answer, or answered with nonsense.',
  credentialsUnauthenticated: 'The provider refused the credential.',
  applicationRefused: 'The provider refuses the application: check its key and secret. Headland tries again.',
  credentialsMissingPermission: 'The grant lacks a permission, or the grower must act at the provider first.',
  syncGuarded: 'The provider’s answer would have blocked or taken away too much at once.',
};

const known = (words, state) => words[state] ?? ['idle', state, ''];

export const credentialBadge = (state) => badge(...known(CREDENTIAL, state));
export const credentialInWords = (state) => known(CREDENTIAL, state)[1];
export const credentialMeaning = (state) => known(CREDENTIAL, state)[2];
export const organizationBadge = (state) => badge(...known(ORGANIZATION, state));
export const runBadge = (state) => badge(...known(RUN, state));
export const runMeaning = (state) => known(RUN, state)[2];
export const causeInWords = (cause) => CAUSE[cause] ?? cause;
export const blockedInWords = (reason) => BLOCKED[reason] ?? [reason, 'The provider does not let your application in.'];
export const failureInWords = (failure) => FAILURE[failure] ?? failure;

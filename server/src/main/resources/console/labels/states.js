// @ts-check
import {labelBadge} from '../parts/badge.js';

/** @type {Record<string, import('../types/console').Label>} */
const CREDENTIAL = {
  OK: ['good', 'Valid', 'The provider accepts it.'],
  UNAUTHENTICATED: ['bad', 'Revoked', 'The provider rejects it. The grower must grant access again.'],
  MISSING_PERMISSION: ['warn', 'Missing permission', 'A scope is missing, or an action of the grower at the provider is required.'],
  TEMPORARILY_UNAVAILABLE: ['warn', 'Provider unavailable', 'Could not connect to the provider, or it rejects the application. Headland retries automatically.'],
  UNVERIFIED: ['idle', 'Not verified', 'Headland stores credentials of this provider and does not call it.'],
};

/** @type {Record<string, import('../types/console').Label>} */
const ORGANIZATION = {
  SELECTED: ['good', 'Selected', 'Its growers, farms and fields are synced.'],
  PREVIEW: ['idle', 'Preview', 'Listed; its growers, farms and fields are not synced.'],
  BLOCKED: ['bad', 'Blocked', 'Your application has no access at the provider.'],
};

/** @type {Record<string, import('../types/console').Label>} */
const RUN = {
  WAITING: ['idle', 'Waiting', 'The sync starts soon.'],
  RUNNING: ['busy', 'Running', 'The sync is in progress.'],
  SUCCEEDED: ['good', 'Updated', 'The sync completed and stored changes.'],
  UNCHANGED: ['good', 'No changes', 'The sync completed. The provider had no changes.'],
  PARTIAL: ['warn', 'Partial', 'Some organizations are up to date, others could not be read.'],
  GUARDED: ['warn', 'Stopped by guard', 'The sync would have removed too much at once. Nothing was changed.'],
  FAILED: ['bad', 'Failed', 'The sync failed. Nothing was changed.'],
  STOPPED: ['idle', 'Stopped', 'The organization was deselected, or the credential was replaced.'],
};

const CAUSE = {
  CREDENTIAL: 'New credential',
  SCHEDULE: 'Schedule',
  REQUEST: 'Manual sync',
  SELECTION: 'Organization selected',
  FIELDS: 'Manual sync of fields',
  ENABLE: 'Fields enabled',
  NOTIFICATION: 'Notification from the provider',
};

/** Why an organization is blocked: [reason, what to do]. */
const BLOCKED = {
  NOT_CONNECTED: ['Not connected', 'The grower has not connected this organization to your application. Send the grower the link of the organization to connect it.'],
  SCOPE_MISSING: ['Missing permission', 'The grower’s consent does not include this organization. A new consent with all permissions repairs it.'],
  CUSTOMER_ACTION_REQUIRED: ['Action required', 'The provider requires an action of the grower, for example accepting new terms. Send the grower the link.'],
  NOT_VISIBLE: ['Not visible', 'The provider no longer lists this organization for the grower’s account.'],
  CREDENTIAL_REVOKED: ['Credential revoked', 'The provider rejects the credential. All organizations are available again when the grower grants access again: send a link, or replace the credential.'],
};

const FAILURE = {
  providerUnavailable: 'The provider did not respond.',
  providerResponseInvalid: 'The provider’s response could not be read. The sync run has the details.',
  refreshPending: 'The access token is being refreshed, or an interrupted refresh has no known result yet. Headland retries automatically.',
  credentialsUnauthenticated: 'The provider rejected the credential.',
  applicationRefused: 'The provider rejects the application: check its key and secret. Headland retries automatically.',
  credentialsMissingPermission: 'A permission is missing, or an action of the grower at the provider is required.',
  credentialsNotFound: 'The credential was deleted.',
  notPermitted: 'The provider does not permit access to this organization.',
  organizationNotFound: 'The provider no longer has this organization.',
  customerActionRequired: 'An action of the grower at the provider is required.',
  listIncomplete: 'The provider’s list is incomplete. Missing records were kept.',
  syncGuarded: 'The sync would have blocked or removed too much at once.',
};

/** @type {(labels: Record<string, import('../types/console').Label>, state: string) => import('../types/console').Label} */
const labelOf = (labels, state) => labels[state] ?? ['idle', state, ''];

export const credentialBadge = (state) => labelBadge(labelOf(CREDENTIAL, state));
export const credentialText = (state) => labelOf(CREDENTIAL, state)[1];
export const credentialMeaning = (state) => labelOf(CREDENTIAL, state)[2];
export const organizationBadge = (state) => labelBadge(labelOf(ORGANIZATION, state));
export const runBadge = (state) => labelBadge(labelOf(RUN, state));
export const runMeaning = (state) => labelOf(RUN, state)[2];
export const causeText = (cause) => CAUSE[cause] ?? cause;
export const blockedText = (reason) => BLOCKED[reason] ?? [reason, 'Your application has no access at the provider.'];
export const failureText = (failure) => FAILURE[failure] ?? failure;

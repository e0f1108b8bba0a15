// @ts-check
import {changesText} from './changes.js';
import {blockedText, credentialText, failureText} from './states.js';

/** Types of events, by kind, with the tone of each. */
export const KINDS = [
  ['organization.*', 'Organizations'],
  ['credential.*', 'Credentials'],
  ['provider_application.*', 'Provider applications'],
  ['sync_run.*', 'Sync runs'],
  ['field.*', 'Fields'],
  ['boundary.*', 'Boundaries'],
  ['batch.*', 'Uploads'],
  ['machine_file.*', 'Machine files'],
  ['operation.*', 'Operations'],
  ['machine.*', 'Machines'],
  ['implement.*', 'Implements'],
  ['operator.*', 'Operators'],
  ['webhook.*', 'Webhooks'],
];

const TONES = {
  'organization.blocked': 'bad',
  'organization.unblocked': 'good',
  'organization.selected': 'good',
  'provider_application.refused': 'bad',
  'provider_application.recovered': 'good',
  'sync_run.succeeded': 'good',
  'sync_run.failed': 'bad',
  'sync_run.guarded': 'warn',
  'machine_file.failed': 'bad',
  'webhook.disabled': 'bad',
};

export const toneOf = ({type, data}) =>
  type.startsWith('credential.') && type !== 'credential.removed'
    ? (['OK', 'UNVERIFIED'].includes(data.status) ? 'good' : 'bad')
    : (TONES[type] ?? 'idle');

/** The subject of an event, in one line. */
export function eventText({type, data}) {
  switch (type.split('.')[0]) {
    case 'organization':
      return data.blockedReason ? `${data.providerOrgName}: ${blockedText(data.blockedReason)[0].toLowerCase()}` : data.providerOrgName;
    case 'credential':
      return data.previousStatus
        ? `${credentialText(data.previousStatus)} → ${credentialText(data.status)}`
        : credentialText(data.status);
    case 'provider_application':
      return [data.application, data.error].filter(Boolean).join(': ');
    case 'sync_run':
      return changesText(data) || (data.failure ? failureText(data.failure) : '');
    case 'field':
      return data.name ?? data.providerFieldId;
    case 'boundary':
      return `${Math.round(data.hectares * 10) / 10} ha`;
    case 'batch':
    case 'machine_file':
      return data.message;
    case 'machine':
    case 'implement':
    case 'operator':
      return data.name;
    default:
      return data.url ?? '';
  }
}

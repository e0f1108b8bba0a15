// @ts-check
import {get, patch, post, remove, segment} from './client.js';
import {userPath} from './users.js';

/** An account is a Leaf user at one provider. */
const HEADLAND = '/services/headland/api';
const accountPath = ({leafUserId, provider}) => `${userPath(leafUserId)}/${segment(provider)}/organizations`;
const addedPath = ({leafUserId, provider}) =>
  `${HEADLAND}/users/${segment(leafUserId)}/${segment(provider)}/organizations`;

/** @returns {Promise<import('../types/console').Response<import('../types/api').OrganizationView[]>>} */
export const listOrganizations = (account, query, signal) => get(accountPath(account), {query, signal});
export const syncAccount = (account, force) =>
  post(`${accountPath(account)}/sync`, {query: {force: force ? 'true' : undefined}});
/** @returns {Promise<import('../types/api').BulkChoiceView>} */
export const setOrganizationStatus = async (account, ids, status) =>
  (await post(`${addedPath(account)}/statuses`, {
    body: {statuses: ids.map((providerOrgId) => ({providerOrgId, status}))},
  })).body;
/** @returns {Promise<import('../types/api').PreviewView>} */
export const previewOrganization = async (account, id, signal) =>
  (await get(`${addedPath(account)}/${segment(id)}/preview`, {signal})).body;
/** @returns {Promise<import('../types/console').Response<import('../types/api').OrganizationCountView[]>>} */
export const countOrganizations = (account, query, signal) =>
  get(`${addedPath(account)}/counts`, {query, signal});
/** @returns {Promise<import('../types/api').FieldDataCountView>} */
export const countHistory = async ({leafUserId, provider}, signal) =>
  (await get(`${HEADLAND}/users/${segment(leafUserId)}/${segment(provider)}/counts/history`, {signal})).body;
/** @returns {Promise<import('../types/api').ExplanationView>} */
export const explain = async (query, signal) => (await get(`${HEADLAND}/explain`, {query, signal})).body;

/** @returns {Promise<import('../types/console').Response<import('../types/api').SyncRunView[]>>} */
export const listRuns = (query, signal) => get(`${HEADLAND}/sync-runs`, {query, signal});
export const runPath = (id) => `${HEADLAND}/sync-runs/${segment(id)}`;
/** @returns {Promise<import('../types/api').SyncRunView>} */
export const findRun = async (id, signal) => (await get(runPath(id), {signal})).body;

const credentialPath = (leafUserId, kind) => `${userPath(leafUserId)}/${kind}`;
/** @returns {Promise<import('../types/api').CredentialView>} */
export const storeCredential = async (leafUserId, kind, body) =>
  (await post(credentialPath(leafUserId, kind), {body})).body;
export const removeCredential = (leafUserId, kind) => remove(credentialPath(leafUserId, kind));
/** @returns {Promise<import('../types/console').Response<import('../types/api').CredentialEventView[]>>} */
export const listCalls = (leafUserId, kind, query, signal) =>
  get(`${credentialPath(leafUserId, kind)}/events`, {query, signal});

const CONFIGS = '/services/config/api/configs';
const configurationPath = (leafUserId) => (leafUserId ? `${CONFIGS}/${segment(leafUserId)}` : CONFIGS);
/** @returns {Promise<import('../types/api').ConfigurationView>} */
export const findConfiguration = async (leafUserId, signal, effective) =>
  (await get(configurationPath(leafUserId), {query: {effective: effective ? 'true' : undefined}, signal})).body;
/** @returns {Promise<import('../types/api').ConfigurationView>} */
export const changeConfiguration = async (leafUserId, body) => (await patch(configurationPath(leafUserId), {body})).body;

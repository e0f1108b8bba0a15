// @ts-check
import {get, post, segment} from './client.js';

const FIELDS = '/services/fields/api';
const ofUser = (leafUserId) => `${FIELDS}/users/${segment(leafUserId)}`;

/** @returns {Promise<import('../types/console').Response<import('../types/api').GrowerView[]>>} */
export const listGrowers = ({leafUserId, provider}, query, signal) =>
  get(`${ofUser(leafUserId)}/growers`, {query: {provider, ...query}, signal});
/** @returns {Promise<import('../types/console').Response<import('../types/api').FarmView[]>>} */
export const listFarms = ({leafUserId, provider}, query, signal) =>
  get(`${ofUser(leafUserId)}/farms`, {query: {provider, ...query}, signal});
/** @returns {Promise<import('../types/console').Response<import('../types/api').FieldView[]>>} */
export const listFields = ({leafUserId, provider}, query, signal) =>
  get(`${ofUser(leafUserId)}/fields`, {query: {provider, ...query}, signal});
export const enableField = (leafUserId, fieldId) =>
  post(`${ofUser(leafUserId)}/fields/${segment(fieldId)}/enableSync`);

/**
 * Enables all previews of one part of an account and starts the sync that fetches their boundaries.
 *
 * @returns {Promise<import('../types/api').FieldsEnabledView>}
 */
export const enableFields = async ({leafUserId, provider}, part) =>
  (await post(`/services/headland/api/users/${segment(leafUserId)}/${segment(provider)}/fields/enableSync`, {body: part})).body;
/** @returns {Promise<import('../types/api').FieldsSyncingView>} */
export const syncFields = async (leafUserId) => (await post(`${ofUser(leafUserId)}/fields/sync`)).body;
/** @returns {Promise<import('../types/api').FieldView>} */
export const findField = async (leafUserId, fieldId, signal) =>
  (await get(`${ofUser(leafUserId)}/fields/${segment(fieldId)}`, {signal})).body;

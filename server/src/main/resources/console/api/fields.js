import {get, post, segment} from './client.js';

const FIELDS = '/services/fields/api';
const ofUser = (leafUserId) => `${FIELDS}/users/${segment(leafUserId)}`;

export const listGrowers = ({leafUserId, provider}, query, signal) =>
  get(`${ofUser(leafUserId)}/growers`, {query: {provider, ...query}, signal});
export const listFarms = ({leafUserId, provider}, query, signal) =>
  get(`${ofUser(leafUserId)}/farms`, {query: {provider, ...query}, signal});
export const listFields = ({leafUserId, provider}, query, signal) =>
  get(`${ofUser(leafUserId)}/fields`, {query: {provider, ...query}, signal});
export const enableField = (leafUserId, fieldId) =>
  post(`${ofUser(leafUserId)}/fields/${segment(fieldId)}/enableSync`);

/** Enables all previews of one part of an account and starts the sync that fetches their boundaries. */
export const enableFields = async ({leafUserId, provider}, part) =>
  (await post(`/services/headland/api/users/${segment(leafUserId)}/${segment(provider)}/fields/enableSync`, {body: part})).body;
export const syncFields = async (leafUserId) => (await post(`${ofUser(leafUserId)}/fields/sync`)).body;

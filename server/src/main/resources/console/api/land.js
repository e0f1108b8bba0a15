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

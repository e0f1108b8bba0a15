import {get} from './client.js';

const HEADLAND = '/services/headland/api';

export const listAccounts = (query, signal) => get(`${HEADLAND}/accounts`, {query, signal});
export const countAccounts = async (signal) => (await get(`${HEADLAND}/accounts/totals`, {signal})).body;
export const findSystem = async (signal) => (await get(`${HEADLAND}/system`, {signal})).body;
export const listApplications = async (signal) =>
  (await get(`${HEADLAND}/provider-applications`, {query: {size: 100}, signal})).body;

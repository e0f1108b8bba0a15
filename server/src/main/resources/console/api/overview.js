// @ts-check
import {get} from './client.js';

const HEADLAND = '/services/headland/api';

/** @returns {Promise<import('../types/console').Response<import('../types/api').AccountView[]>>} */
export const listAccounts = (query, signal) => get(`${HEADLAND}/accounts`, {query, signal});
/** @returns {Promise<import('../types/api').AccountTotals>} */
export const countAccounts = async (signal) => (await get(`${HEADLAND}/accounts/totals`, {signal})).body;
/** @returns {Promise<import('../types/api').SystemView>} */
export const findSystem = async (signal) => (await get(`${HEADLAND}/system`, {signal})).body;
/** @returns {Promise<import('../types/api').ProviderApplicationView[]>} */
export const listApplications = async (signal) =>
  (await get(`${HEADLAND}/provider-applications`, {query: {size: 100}, signal})).body;

// @ts-check
import {get, segment} from './client.js';

const assetPath = (leafUserId, kind) => `/services/beta/api/users/${segment(leafUserId)}/${kind}`;

/** @returns {Promise<import('../types/console').Response<import('../types/api').MachineView[]>>} */
export const listMachines = (leafUserId, query, signal) => get(assetPath(leafUserId, 'machines'), {query, signal});
/** @returns {Promise<import('../types/console').Response<import('../types/api').ImplementView[]>>} */
export const listImplements = (leafUserId, query, signal) => get(assetPath(leafUserId, 'implements'), {query, signal});

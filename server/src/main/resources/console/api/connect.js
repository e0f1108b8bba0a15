// @ts-check
import {get, post, remove, segment} from './client.js';

const KEYS = '/services/usermanagement/api/app-keys';
const LINKS = '/services/widgets/api/magic-link';

const keyPath = ({provider, appName, clientEnvironment}) =>
  `${KEYS}/${segment(provider)}/${segment(appName)}/${segment(clientEnvironment)}`;

/** @returns {Promise<import('../types/api').AppKeyView[]>} */
export const listAppKeys = async (provider, signal) =>
  (await get(`${KEYS}/${segment(provider)}`, {query: {size: 100}, signal})).body;
/** @returns {Promise<import('../types/api').AppKeyView>} */
export const storeAppKey = async (key, body) => (await post(keyPath(key), {body})).body;
export const removeAppKey = (key) => remove(keyPath(key));

/** @returns {Promise<import('../types/console').Response<import('../types/api').MagicLinkView[]>>} */
export const listMagicLinks = (kind, query, signal) => get(`${LINKS}/${kind}`, {query, signal});
/** @returns {Promise<import('../types/api').CreatedMagicLink>} */
export const createMagicLink = async (leafUserId, body) =>
  (await post(`${LINKS}/users/${segment(leafUserId)}/provider`, {body})).body;
export const removeMagicLink = (kind, id) => remove(`${LINKS}/${kind}/${segment(id)}`);

// @ts-check
import {get, patch, post, remove, segment} from './client.js';

const USERS = '/services/usermanagement/api/users';

/** @returns {Promise<import('../types/console').Response<import('../types/api').LeafUserView[]>>} */
export const listUsers = (query, signal) => get(USERS, {query, signal});
/**
 * The first 50 Leaf users for which each word is the beginning of a word of the name, the email or your identifier.
 *
 * @returns {Promise<import('../types/api').LeafUsersFound>}
 */
export const searchUsers = async (q, signal) =>
  (await get('/services/headland/api/users/search', {query: {q}, signal})).body;
/** @returns {Promise<import('../types/api').LeafUserView>} */
export const findUser = async (id, signal) => (await get(userPath(id), {signal})).body;
/** @returns {Promise<import('../types/api').LeafUserView>} */
export const createUser = async (body) => (await post(USERS, {body})).body;
/** @returns {Promise<import('../types/api').LeafUserView>} */
export const changeUser = async (id, body) => (await patch(userPath(id), {body})).body;
export const deleteUser = (id) => remove(userPath(id));

export const userPath = (id) => `${USERS}/${segment(id)}`;

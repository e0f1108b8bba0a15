import {get, patch, post, remove, segment} from './client.js';

const USERS = '/services/usermanagement/api/users';

export const listUsers = (query, signal) => get(USERS, {query, signal});
export const findUser = async (id, signal) => (await get(userPath(id), {signal})).body;
export const createUser = async (body) => (await post(USERS, {body})).body;
export const changeUser = async (id, body) => (await patch(userPath(id), {body})).body;
export const deleteUser = (id) => remove(userPath(id));

export const userPath = (id) => `${USERS}/${segment(id)}`;

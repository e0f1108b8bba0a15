import {get, patch, post, remove, segment} from './client.js';

const WEBHOOKS = '/services/headland/api/webhooks';
const one = (id) => `${WEBHOOKS}/${segment(id)}`;

export const listWebhooks = async (signal) => (await get(WEBHOOKS, {signal})).body;
export const findWebhook = async (id, signal) => (await get(one(id), {signal})).body;
export const createWebhook = async (body) => (await post(WEBHOOKS, {body})).body;
export const changeWebhook = async (id, body) => (await patch(one(id), {body})).body;
export const removeWebhook = (id) => remove(one(id));
export const rotateSecret = async (id) => (await post(`${one(id)}/secret`)).body;
export const listAttempts = async (id, query, signal) => (await get(`${one(id)}/attempts`, {query, signal})).body;
export const replay = async (id, body) => (await post(`${one(id)}/replay`, {body})).body;
export const testWebhook = async (id) => (await post(`${one(id)}/test`)).body;

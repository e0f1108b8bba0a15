// @ts-check
import {get, patch, post, remove, segment} from './client.js';

const WEBHOOKS = '/services/headland/api/webhooks';
const webhookPath = (id) => `${WEBHOOKS}/${segment(id)}`;

/** @returns {Promise<import('../types/api').WebhookView[]>} */
export const listWebhooks = async (signal) => (await get(WEBHOOKS, {signal})).body;
/** @returns {Promise<import('../types/api').WebhookView>} */
export const findWebhook = async (id, signal) => (await get(webhookPath(id), {signal})).body;
/** @returns {Promise<import('../types/api').WebhookView>} */
export const createWebhook = async (body) => (await post(WEBHOOKS, {body})).body;
/** @returns {Promise<import('../types/api').WebhookView>} */
export const changeWebhook = async (id, body) => (await patch(webhookPath(id), {body})).body;
export const removeWebhook = (id) => remove(webhookPath(id));
/** @returns {Promise<import('../types/api').WebhookSecretView>} */
export const rotateSecret = async (id) => (await post(`${webhookPath(id)}/secret`)).body;
/** @returns {Promise<import('../types/api').WebhookAttempts>} */
export const listAttempts = async (id, query, signal) => (await get(`${webhookPath(id)}/attempts`, {query, signal})).body;
/** @returns {Promise<import('../types/api').ReplayView>} */
export const replayEvents = async (id, body) => (await post(`${webhookPath(id)}/replay`, {body})).body;
/** @returns {Promise<import('../types/api').WebhookAttemptView>} */
export const testWebhook = async (id) => (await post(`${webhookPath(id)}/test`)).body;

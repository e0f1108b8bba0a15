// @ts-check
import {WebhookModel} from './webhook-model.js';
import {webhookView} from './webhook-view.js';

/** One webhook: its status, its deliveries, and how to repeat them. */
export function page({params, query, show, signal}) {
  const model = new WebhookModel({
    webhookId: params.webhookId,
    state: query.state,
    draw: () => show(webhookView(model)),
    signal,
  });
  model.load();
}

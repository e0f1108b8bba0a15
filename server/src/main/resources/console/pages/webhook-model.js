// @ts-check
import {
  changeWebhook,
  findWebhook,
  listAttempts,
  removeWebhook,
  replayEvents,
  rotateSecret,
  testWebhook,
} from '../api/webhooks.js';
import {Actions} from '../parts/actions.js';
import {confirmDeletion} from '../parts/confirm-deletion.js';
import {Loadable} from '../parts/loading.js';
import {notify} from '../shell/announce.js';
import {navigate} from '../shell/router.js';
import {countOf} from '../labels/numbers.js';
import {confirmRotation, openReplayForm, openWebhookForm, showNewSecret, showTestResult} from './webhook-form.js';

const SIZE = 20;

/** The state of the page of a webhook, and its actions. */
export class WebhookModel {
  /** @param {{webhookId: string, state?: string, draw: () => void, signal: AbortSignal}} page */
  constructor({webhookId, state, draw, signal}) {
    this.webhookId = webhookId;
    this.state = state;
    this.draw = draw;
    this.signal = signal;
    /** @type {Loadable<import('../types/api').WebhookView>} */
    this.webhook = new Loadable(draw, signal);
    /** @type {Loadable<import('../types/api').WebhookAttempts>} */
    this.attempts = new Loadable(draw, signal);
    this.actions = new Actions(draw, signal);
  }

  load() {
    return Promise.all([
      this.webhook.load(() => findWebhook(this.webhookId, this.signal)),
      this.attempts.load(() => this.readAttempts()),
    ]);
  }

  /** @param {number} [before] */
  readAttempts(before) {
    return listAttempts(this.webhookId, {state: this.state, limit: SIZE, before}, this.signal);
  }

  loadMore(before) {
    const {items} = this.attempts.value;
    return this.attempts.load(async () => {
      const more = await this.readAttempts(before);
      return {...more, items: [...items, ...more.items]};
    });
  }

  /** @param {string} state of the attempts to show; empty for all */
  filter(state) {
    navigate(`/webhooks/${this.webhookId}`, {state});
  }

  async toggle() {
    const {enabled} = this.webhook.value;
    const changed = await this.actions.act(() => changeWebhook(this.webhookId, {enabled: !enabled}));
    this.setWebhook(changed, enabled ? 'The webhook is disabled' : 'The webhook is enabled');
  }

  async edit() {
    const changed = await openWebhookForm({
      title: 'Edit webhook',
      verb: 'Save',
      webhook: this.webhook.value,
      act: (keys) => changeWebhook(this.webhookId, keys),
    });
    this.setWebhook(changed, 'Saved');
  }

  setWebhook(changed, message) {
    if (changed) {
      this.webhook.value = changed;
      notify(message);
      this.draw();
    }
  }

  async rotateSecret() {
    const rotated = await confirmRotation(() => rotateSecret(this.webhookId));
    if (rotated) {
      await showNewSecret(rotated);
    }
  }

  remove() {
    return confirmDeletion({
      what: this.webhook.value.name,
      consequences: ['No more events are sent to it, and its deliveries are deleted. Events remain in the feed.'],
      act: () => removeWebhook(this.webhookId),
      done: 'The webhook was deleted',
      then: () => navigate('/webhooks'),
    });
  }

  async test() {
    const attempt = await this.actions.act(() => testWebhook(this.webhookId));
    if (attempt) {
      showTestResult(attempt);
      this.load();
    }
  }

  async replay() {
    this.notifyQueued(await openReplayForm((events) => replayEvents(this.webhookId, events)));
  }

  /** Sends one event again. */
  async resend(eventId) {
    this.notifyQueued(await this.actions.act(() => replayEvents(this.webhookId, {eventIds: [eventId]})));
  }

  notifyQueued(result) {
    if (result) {
      notify(result.queued === 0 ? 'No events to replay' : `${countOf(result.queued, 'event')} queued`);
      this.load();
    }
  }
}

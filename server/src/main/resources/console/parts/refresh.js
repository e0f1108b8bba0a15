// @ts-check
import {delay} from '../api/events.js';

/**
 * Refreshes what a page shows while its tab is visible, and at once when the tab becomes visible.
 *
 * @param {number} every milliseconds
 * @param {() => Promise<unknown>} refresh
 */
export async function refreshPeriodically(every, refresh, signal) {
  document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && refresh(), {signal});
  for (;;) {
    await delay(every, signal);
    if (signal.aborted) {
      return;
    }
    if (document.visibilityState === 'visible') {
      await refresh();
    }
  }
}

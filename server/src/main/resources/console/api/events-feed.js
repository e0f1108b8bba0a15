// @ts-check
import {get} from './client.js';

const EVENTS = '/services/headland/api/events';

/** @returns {Promise<import('../types/api').EventPageView>} */
export const readEvents = async (query, signal) => (await get(EVENTS, {query, signal})).body;

/** The number of events that one request with a filter reads. */
const BATCH_SIZE = 1_000;
const MAX_BATCHES = 10;

/**
 * Events up to a sequence, newest first, and the position of the next page. The feed is read forwards; its
 * sequences have no gaps, so that positions can be computed.
 */
export async function readEventsBefore(end, {limit, ...filters}, signal) {
  const filtered = Object.values(filters).some((each) => each !== undefined);
  const found = [];
  let upTo = end;
  for (let looks = 0; upTo > 0 && found.length < limit && looks < MAX_BATCHES; looks++) {
    const after = Math.max(0, upTo - (filtered ? BATCH_SIZE : limit));
    const {items, oldest} = await readBatch(after, {...filters, limit: upTo - after}, signal);
    found.push(...items.filter((each) => each.sequence <= upTo).reverse());
    upTo = oldest ? 0 : after;
  }
  const items = found.slice(0, limit);
  return {items, end: found.length > limit ? items.at(-1).sequence - 1 : upTo};
}

export const findNewestSequence = async (signal) => (await readEvents({after: 'newest'}, signal)).next;

async function readBatch(after, query, signal) {
  try {
    const {items} = await readEvents({after: after === 0 ? undefined : after, ...query}, signal);
    return {items, oldest: after === 0};
  } catch (failure) {
    if (failure.errorKey !== 'eventsExpired') {
      throw failure;
    }
    return {items: (await readEvents(query, signal)).items, oldest: true};
  }
}

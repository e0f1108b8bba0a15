import {get} from './client.js';

const EVENTS = '/services/headland/api/events';

export const readEvents = async (query, signal) => (await get(EVENTS, {query, signal})).body;

/**
 * The stretch of the feed before a sequence, newest first. The feed is read forwards, and its
 * sequences have no gaps, so that one can be reckoned from another.
 */
export async function eventsBefore(end, {limit, ...filters}, signal) {
  let upTo = end;
  const found = [];
  for (let looks = 0; upTo > 0 && found.length < limit && looks < 10; looks++) {
    const after = Math.max(0, upTo - limit);
    const {items, oldest} = await stretch(after, {...filters, limit: upTo - after}, signal);
    found.push(...items.filter((each) => each.sequence <= upTo).reverse());
    upTo = oldest ? 0 : after;
  }
  return {items: found, end: upTo};
}

export const endOfFeed = async (signal) => (await readEvents({after: 'newest'}, signal)).next;

async function stretch(after, query, signal) {
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

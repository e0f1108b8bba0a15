// @ts-check
import {openStream} from './client.js';
import {Problem} from './problem.js';

const RETRY_DELAYS = [1_000, 2_000, 5_000, 10_000];

/**
 * Follows a stream of server-sent events until the event `end`. A browser's own EventSource cannot
 * send a token, so the stream is read here. An interrupted stream is requested again.
 */
export async function followEvents(path, {signal, onEvent}) {
  for (let failures = 0; !signal.aborted; failures++) {
    try {
      const response = await openStream(path, signal);
      for await (const {event, data} of parseEvents(response.body)) {
        failures = 0;
        onEvent(event, JSON.parse(data));
        if (event === 'end') {
          return;
        }
      }
    } catch (failure) {
      const gone = failure instanceof Problem && [401, 404].includes(failure.status);
      if (failure.name === 'AbortError' || gone) {
        return;
      }
    }
    await delay(RETRY_DELAYS[Math.min(failures, RETRY_DELAYS.length - 1)], signal);
  }
}

/** Waits until the time has passed or the signal is aborted. */
export function delay(millis, signal) {
  return new Promise((done) => {
    const timer = setTimeout(done, millis);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      done();
    }, {once: true});
  });
}

async function* parseEvents(body) {
  let rest = '';
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  for (;;) {
    const {done, value} = await reader.read();
    if (done) {
      return;
    }
    const blocks = (rest + value).split('\n\n');
    rest = blocks.pop();
    for (const block of blocks) {
      const lines = block.split('\n');
      const data = valueOf(lines, 'data');
      if (data !== undefined) {
        yield {event: valueOf(lines, 'event') ?? 'message', data};
      }
    }
  }
}

function valueOf(lines, name) {
  const line = lines.find((each) => each.startsWith(`${name}:`));
  return line?.slice(name.length + 1).trimStart();
}

import {html, nothing} from '../lit/lit-html.js';

const STEPS = [
  ['second', 60],
  ['minute', 60],
  ['hour', 24],
  ['day', 30],
  ['month', 12],
  ['year', Infinity],
];
const relative = new Intl.RelativeTimeFormat('en', {numeric: 'auto'});
const exact = new Intl.DateTimeFormat('en-GB', {dateStyle: 'medium', timeStyle: 'medium'});
const short = new Intl.DateTimeFormat('en-GB', {dateStyle: 'medium', timeStyle: 'short'});

/** How long ago, or how far off; the exact time, of this computer's zone, is its title. */
export function ago(text, otherwise = 'never') {
  if (!text) {
    return html`<span class="faint">${otherwise}</span>`;
  }
  const time = new Date(text);
  return html`<time datetime=${text} title=${exact.format(time)}>${distance(time)}</time>`;
}

/** The time itself. */
export function at(text) {
  return text ? html`<time datetime=${text} title=${text}>${short.format(new Date(text))}</time>` : nothing;
}

function distance(time) {
  let value = (time - Date.now()) / 1_000;
  if (Math.abs(value) < 10) {
    return 'just now';
  }
  for (const [unit, size] of STEPS) {
    if (Math.abs(value) < size) {
      return relative.format(Math.trunc(value), unit);
    }
    value /= size;
  }
  return exact.format(time);
}

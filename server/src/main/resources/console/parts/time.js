// @ts-check
import {html, nothing} from '../lit/lit-html.js';

/** @type {[Intl.RelativeTimeFormatUnit, number][]} */
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

/** The difference to now; the exact time, in the time zone of the browser, is its title. */
export function relativeTime(text, otherwise = 'never') {
  if (!text) {
    return html`<span class="faint">${otherwise}</span>`;
  }
  const time = new Date(text);
  return html`<time datetime=${text} title=${exact.format(time)}>${relativeText(time)}</time>`;
}

/** Date and time. */
export function dateTime(text) {
  return text ? html`<time datetime=${text} title=${text}>${short.format(new Date(text))}</time>` : nothing;
}

function relativeText(time) {
  let value = (time.getTime() - Date.now()) / 1_000;
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

// @ts-check
import {html} from '../lit/lit-html.js';
import {icon} from './icons.js';

/**
 * A state as a text with an icon and a colour: never the colour alone.
 *
 * @param {import('../types/console').Tone} tone
 * @param {unknown} text
 */
export function badge(tone, text) {
  return html`<span class="badge ${tone}">${icon(tone)}${text}</span>`;
}

/** @param {import('../types/console').Label} label */
export const labelBadge = ([tone, text]) => badge(tone, text);

import {html} from '../lit/lit-html.js';
import {icon} from './icons.js';

/**
 * A state in words, with a picture and a colour: never the colour alone.
 *
 * @param {'good' | 'warn' | 'bad' | 'idle' | 'busy'} mood
 */
export function badge(mood, text) {
  return html`<span class="badge ${mood}">${icon(mood)}${text}</span>`;
}

// @ts-check
import {html, nothing} from '../lit/lit-html.js';
import {notify} from '../shell/announce.js';
import {icon} from './icons.js';

/** Copies a text to the clipboard. */
export function copyButton(text, name, what) {
  return html`<button class="slight" @click=${() => copy(text, what)}>${icon('copy')}${name}</button>`;
}

async function copy(text, what) {
  try {
    await navigator.clipboard.writeText(text);
    notify(`${what} was copied`);
  } catch {
    notify('Could not copy. Select the text instead.');
  }
}

/**
 * A link that came from a provider or a caller. Only http and https are followed: others, such as
 * `javascript:`, are not shown as links.
 */
export function externalLink(uri, text) {
  return isWebUrl(uri)
    ? html`<a class="button slight" href=${uri} target="_blank" rel="noopener noreferrer"
        >${icon('out')}${text}<span class="unseen"> (opens in another tab)</span></a>`
    : nothing;
}

export function isWebUrl(uri) {
  try {
    return ['https:', 'http:'].includes(new URL(uri).protocol);
  } catch {
    return false;
  }
}

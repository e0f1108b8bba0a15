// @ts-check
import {html, nothing} from '../lit/lit-html.js';
import {pointsText, rejectedText, stepBadge, stepText} from '../labels/machine-files.js';

/** Images are not made ahead; nothing is to be said about steps that are always skipped. */
const isShown = ([name, {status}]) => !(name.endsWith('PNGs') && status === 'skipped');

/**
 * The steps of the processing of a file, with the numbers of dropped points by reason.
 *
 * @param {import('../types/api').FileStatusView} steps
 */
export const fileSteps = (steps) => html`<ol class="file-steps">
  ${Object.entries(steps).filter(isShown).map(([name, {status, message, points}]) => html`<li>
    <div class="step"><span>${stepText(name)}</span>${stepBadge(status)}</div>
    ${status === 'failed' ? html`<p class="small wrong long">${message}</p>` : nothing}
    ${points
      ? html`<p class="small faint">${[pointsText(points), rejectedText(points)].filter(Boolean).join(': ')}.</p>`
      : nothing}
  </li>`)}
</ol>`;

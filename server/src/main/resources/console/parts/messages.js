// @ts-check
import {html, nothing} from '../lit/lit-html.js';
import {countOf} from '../labels/numbers.js';
import {icon} from './icons.js';

/** An error as the server describes it, with the request id for support. */
export function errorMessage(problem, again) {
  return html`<div class="error" role="alert">
    ${icon('warn')}
    <div>
      <p class="what">${problem.message}</p>
      ${problem.retryAfter ? html`<p>Try again in ${countOf(problem.retryAfter, 'second')}.</p>` : nothing}
      ${problem.requestId ? html`<p class="small">Request <code>${problem.requestId}</code></p>` : nothing}
      ${again ? html`<p><button @click=${again}>Try again</button></p>` : nothing}
    </div>
  </div>`;
}

/** A page that could not be loaded or shown. */
export function pageError() {
  return html`
    <h1 tabindex="-1">This page could not be shown</h1>
    <p>The console may have been updated, or the connection was lost.</p>
    <p><button @click=${() => location.reload()}>Reload</button></p>
  `;
}

/** An empty state: what is missing, and what to do. */
export function emptyState(title, text, action = nothing) {
  return html`<div class="empty">
    <p class="what">${title}</p>
    <p>${text}</p>
    ${action === nothing ? nothing : html`<p>${action}</p>`}
  </div>`;
}

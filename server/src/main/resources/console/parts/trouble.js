import {html, nothing} from '../lit/lit-html.js';
import {icon} from './icons.js';

/** What went wrong, in the server's words, with what a colleague needs to look it up. */
export function trouble(problem, again) {
  return html`<div class="trouble" role="alert">
    ${icon('warn')}
    <div>
      <p class="what">${problem.message}</p>
      ${problem.retryAfter ? html`<p>It is worth trying again in ${problem.retryAfter} seconds.</p>` : nothing}
      ${problem.requestId ? html`<p class="small">Request <code>${problem.requestId}</code></p>` : nothing}
      ${again ? html`<p><button @click=${again}>Try again</button></p>` : nothing}
    </div>
  </div>`;
}

/** A page that could not be loaded or fell over. */
export function broken() {
  return html`
    <h1 tabindex="-1">This page could not be shown</h1>
    <p>The console may have been updated meanwhile, or the connection is gone.</p>
    <p><button @click=${() => location.reload()}>Load the console anew</button></p>
  `;
}

/** Nothing there, and what to do about it. */
export function empty(title, text, action = nothing) {
  return html`<div class="empty">
    <p class="what">${title}</p>
    <p>${text}</p>
    ${action === nothing ? nothing : html`<p>${action}</p>`}
  </div>`;
}

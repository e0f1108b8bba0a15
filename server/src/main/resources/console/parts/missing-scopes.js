// @ts-check
import {html, nothing} from '../lit/lit-html.js';
import {icon} from './icons.js';

/** A notice for a run whose credential lacks scopes that the configuration requires. */
export const missingScopes = (run, sendLink) =>
  run?.missingScopes?.length > 0
    ? html`<section class="notice" aria-label="Missing scopes">
        <div>
          <p class="what">${icon('bad')}<span>The credential lacks scopes: ${run.missingScopes.join(', ')}</span></p>
          <p>The configuration requires them. Field operations or machines are not read until the grower signs in again; the sign-in requests these scopes.</p>
        </div>
        <div class="actions"><button class="main" @click=${sendLink}>${icon('link')}Send a link…</button></div>
      </section>`
    : nothing;

// @ts-check
import {html, nothing} from '../lit/lit-html.js';

/** A notice for a run whose credential lacks scopes that the configuration requires. */
export const missingScopes = (run) =>
  run?.missingScopes?.length > 0
    ? html`<div class="error spaced" role="status"><div>
        <p class="what">The credential lacks scopes that the configuration requires: ${run.missingScopes.join(', ')}</p>
        <p>Field operations or machines are not read. Send the grower a link: the sign-in requests these scopes.</p>
      </div></div>`
    : nothing;

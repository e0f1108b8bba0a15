// @ts-check
import {html} from '../lit/lit-html.js';
import {openDialog} from '../parts/dialog.js';
import {countOf} from '../labels/numbers.js';

/** Asks before all previews of a selection are enabled; returns what `act` returns. */
export const confirmEnabling = ({noun, title}, previews, act) =>
  openDialog({
    title: `Enable ${countOf(previews, 'field')}?`,
    body: () => html`<p>${noun === 'account' ? 'All previews of this account' : html`All previews of the ${noun} <strong>${title}</strong>`} are enabled.
      Their boundaries are fetched now and updated with every sync.</p>`,
    verb: 'Enable and sync',
    act,
  });

// @ts-check
import {html, nothing} from '../lit/lit-html.js';
import {live} from '../lit/directives/live.js';
import {address} from '../shell/router.js';
import {nameOf} from '../labels/names.js';
import {countOf, formatHectares, nounFor} from '../labels/numbers.js';
import {organizationBadge} from '../labels/states.js';

/** The columns of the list of organizations. */
export function organizationColumns({tickAll, ticked, tick, counts, change, blocked, why}) {
  return [
    {
      name: 'Selected row',
      head: tickAll,
      unseen: true,
      kind: 'tick',
      cell: (each) => html`<label class="box"><input type="checkbox" aria-label=${`Select the row of ${nameOf(each)}`}
        .checked=${live(ticked(each))} ?disabled=${each.status === 'BLOCKED'} @change=${() => tick(each)}></label>`,
    },
    {
      name: 'Organization',
      cell: (each) => html`<div>
        <span class="name">${nameOf(each)}</span>
        <span class="under"><code>${each.providerOrgId}</code>
          <a href=${address(why(each), {providerOrgId: each.providerOrgId})}>Why?<span class="unseen"> ${nameOf(each)}</span></a></span>
      </div>`,
    },
    {
      name: 'Status',
      cell: (each) => (each.status === 'BLOCKED' ? blocked(each) : organizationBadge(each.status)),
    },
    {
      name: 'Synced data',
      cell: (each) => syncedData(counts.get(each.providerOrgId)),
    },
    {
      name: 'Change',
      unseen: true,
      kind: 'act',
      cell: (each) =>
        each.status === 'BLOCKED'
          ? nothing
          : html`<button class="switch" role="switch" aria-checked=${each.status === 'SELECTED' ? 'true' : 'false'}
              aria-label=${`Sync ${nameOf(each)}`} @click=${() => change(each)}><span></span></button>`,
    },
  ];
}

function syncedData(count) {
  if (!count || !count.visible) {
    return html`<span class="faint">–<span class="unseen">none</span></span>`;
  }
  const known = count.previews === 0 ? '' : count.previews === count.fields ? nounFor(count.fields, 'preview') : countOf(count.previews, 'preview');
  return html`<span>${countOf(count.fields, 'field')}
    <span class="under">${[count.hectares > 0 ? formatHectares(count.hectares) : '', known].filter((each) => each !== '').join(', ')}</span></span>`;
}

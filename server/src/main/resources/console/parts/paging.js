// @ts-check
import {html, nothing} from '../lit/lit-html.js';
import {address} from '../shell/router.js';
import {formatNumber} from '../labels/numbers.js';
import {icon} from './icons.js';

/**
 * Links to the next and the previous page, as the server's Link header has them: page 10,000 costs
 * the same as page 1.
 *
 * @param {{links: import('../types/console').Links, total?: number, size: number, shown: number, path: string, query: any, what?: string}} list
 */
export function paging({links, total, size, shown, path, query, what = ''}) {
  const from = Number(query.page ?? 0) * size + 1;
  const pageLink = (relation, name, picture) =>
    links[relation]
      ? html`<a class="button" rel=${relation} href=${address(path, {...withoutPosition(query), ...positionOf(links[relation])})}>
          ${picture === 'left' ? icon('left') : nothing}${name}${picture === 'right' ? icon('right') : nothing}
        </a>`
      : html`<span class="button off">
          ${picture === 'left' ? icon('left') : nothing}${name}${picture === 'right' ? icon('right') : nothing}
        </span>`;
  return html`<nav class="paging" aria-label="Pages">
    <p>
      ${shown === 0
        ? nothing
        : html`${formatNumber(from)}–${formatNumber(from + shown - 1)}${total === undefined ? nothing : html` of ${formatNumber(total)}`} ${what}`}
    </p>
    ${links.prev || links.next
      ? html`<div>${pageLink('prev', 'Previous', 'left')}${pageLink('next', 'Next', 'right')}</div>`
      : nothing}
  </nav>`;
}

const POSITION = ['page', 'after', 'before'];

/** The position without the filters. */
export function positionOf(link) {
  return Object.fromEntries(POSITION.map((name) => [name, link[name]]));
}

function withoutPosition(query) {
  return Object.fromEntries(Object.entries(query).filter(([name]) => !POSITION.includes(name)));
}

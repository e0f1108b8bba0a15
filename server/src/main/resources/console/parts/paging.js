import {html, nothing} from '../lit/lit-html.js';
import {address} from '../shell/router.js';
import {count} from '../words/numbers.js';
import {icon} from './icons.js';

/**
 * The way to the next and the previous page: where the server's Link header leads, which costs the
 * same on page 10,000 as on page 1.
 *
 * @param {{links: object, total?: number, size: number, shown: number, path: string, query: object}} list
 */
export function paging({links, total, size, shown, path, query, what = ''}) {
  const from = Number(query.page ?? 0) * size + 1;
  const way = (relation, name, picture) =>
    links[relation]
      ? html`<a class="button" rel=${relation} href=${address(path, {...rest(query), ...step(links[relation])})}>
          ${picture === 'left' ? icon('left') : nothing}${name}${picture === 'right' ? icon('right') : nothing}
        </a>`
      : html`<span class="button off">
          ${picture === 'left' ? icon('left') : nothing}${name}${picture === 'right' ? icon('right') : nothing}
        </span>`;
  return html`<nav class="paging" aria-label="Pages">
    <p>
      ${shown === 0
        ? nothing
        : html`${count(from)}–${count(from + shown - 1)}${total === undefined ? nothing : html` of ${count(total)}`} ${what}`}
    </p>
    ${links.prev || links.next
      ? html`<div>${way('prev', 'Previous', 'left')}${way('next', 'Next', 'right')}</div>`
      : nothing}
  </nav>`;
}

const POSITION = ['page', 'after', 'before'];

/** The position alone: filters are the page's own. */
export function step(link) {
  return Object.fromEntries(POSITION.map((name) => [name, link[name]]));
}

function rest(query) {
  return Object.fromEntries(Object.entries(query).filter(([name]) => !POSITION.includes(name)));
}

import {html, nothing} from '../lit/lit-html.js';
import {repeat} from '../lit/directives/repeat.js';

/**
 * A table with real headers. On a narrow screen each row becomes a card whose lines name their
 * columns; the roles stand here because a browser forgets them when the layout is another.
 *
 * A column is {name, cell(row), kind?: 'number' | 'act' | 'tick', unseen?: true}. The first
 * column that is no tick is the row's own header.
 */
export function table({caption, columns, rows, key, meanwhile = 0, busy = false, selected = () => false}) {
  const head = columns.findIndex((column) => column.kind !== 'tick');
  return html`<div class="sheet" aria-busy=${busy ? 'true' : 'false'}>
    <table role="table">
      <caption class="unseen">${caption}</caption>
      <thead role="rowgroup">
        <tr role="row">
          ${columns.map(
            (column) => html`<th scope="col" role="columnheader" class=${column.kind ?? ''}>
              ${column.head ?? (column.unseen ? html`<span class="unseen">${column.name}</span>` : column.name)}
            </th>`,
          )}
        </tr>
      </thead>
      <tbody role="rowgroup">
        ${meanwhile > 0
          ? Array.from({length: meanwhile}, () => blank(columns))
          : repeat(rows, key, (row) => line(row, columns, head, selected(row)))}
      </tbody>
    </table>
  </div>`;
}

function line(row, columns, head, selected) {
  return html`<tr role="row" class=${selected ? 'selected' : ''}>
    ${columns.map((column, index) =>
      index === head
        ? html`<th scope="row" role="rowheader" class=${column.kind ?? ''}>${column.cell(row)}</th>`
        : html`<td role="cell" class=${column.kind ?? ''} data-name=${column.unseen ? nothing : column.name}>
            ${column.cell(row)}
          </td>`,
    )}
  </tr>`;
}

function blank(columns) {
  return html`<tr role="row" class="blank">
    ${columns.map((column) => html`<td role="cell" class=${column.kind ?? ''}><span class="line"></span></td>`)}
  </tr>`;
}

// @ts-check
import {html, nothing} from '../lit/lit-html.js';
import {repeat} from '../lit/directives/repeat.js';

/**
 * A table with real headers. On a narrow screen each row becomes a card whose lines name their
 * columns; the roles are written here because a browser drops them with another layout.
 *
 * The first column that is no tick is the header of the row. A card of a compact table has several values on
 * a line; that of the second column is at the end of the first line.
 *
 * @template T
 * @param {import('../types/console').Table<T>} table
 */
export function table({caption, columns, rows, key, placeholderRows = 0, busy = false, compact = false, selected = (_) => false}) {
  const head = columns.findIndex((column) => column.kind !== 'tick');
  return html`<div class="sheet ${compact ? 'compact' : ''}" aria-busy=${busy ? 'true' : 'false'}>
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
        ${placeholderRows > 0
          ? Array.from({length: placeholderRows}, () => placeholderRow(columns))
          : repeat(rows, key, (row) => tableRow(row, columns, head, selected(row)))}
      </tbody>
    </table>
  </div>`;
}

function tableRow(row, columns, head, selected) {
  return html`<tr role="row" class=${selected ? 'selected' : ''}>
    ${columns.map((column, index) =>
      index === head
        ? html`<th scope="row" role="rowheader" class=${column.kind ?? ''}>${column.cell(row)}</th>`
        : tableCell(column, column.cell(row)),
    )}
  </tr>`;
}

/** A cell without a value is left out of a card. */
function tableCell({kind = '', name, unseen}, value) {
  return html`<td role="cell" class=${value === nothing ? `${kind} absent` : kind} data-name=${unseen ? nothing : name}>
    ${value}
  </td>`;
}

function placeholderRow(columns) {
  return html`<tr role="row" class="blank">
    ${columns.map((column) => html`<td role="cell" class=${column.kind ?? ''}><span class="line"></span></td>`)}
  </tr>`;
}

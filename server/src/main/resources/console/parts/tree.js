// @ts-check
import {html, nothing} from '../lit/lit-html.js';
import {repeat} from '../lit/directives/repeat.js';
import {Loadable, placeholderLines} from './loading.js';
import {errorMessage} from './messages.js';
import {icon} from './icons.js';

/** A level of a tree. The level below an item is loaded when the item is opened, a page at a time. */
export class Branch {
  /**
   * @typedef {{id: string, name: string, under?: string, title?: string, choose: () => void, branch?: () => Branch}} Item
   *
   * @param {{read: (position: object) => Promise<{body: any[], links: import('../types/console').Links}>,
   *     toItem: (item: any) => Item, none: string, draw: () => void, signal: AbortSignal,
   *     chosen: () => string | undefined}} branch `none` is shown in place of no items; `chosen` is the id of the chosen
   *     item of the tree
   */
  constructor({read, toItem, none, draw, signal, chosen}) {
    this.read = read;
    this.toItem = toItem;
    this.none = none;
    this.draw = draw;
    this.chosen = chosen;
    /** @type {Item[]} */
    this.items = [];
    /** @type {Map<string, Branch>} */
    this.opened = new Map();
    this.position = {};
    this.done = false;
    this.open = false;
    this.page = new Loadable(draw, signal);
  }

  async loadMore(position) {
    this.position = position;
    await this.page.load(() => this.read(position));
    if (this.page.state === 'loaded') {
      const {body, links} = this.page.value;
      this.items.push(...body.map(this.toItem));
      this.next = links.next;
      this.done = true;
      this.draw();
    }
  }

  /** @param {(item: Item) => boolean} [matches] which items are shown */
  render(matches = () => true) {
    const items = this.items.filter(matches);
    return html`
      ${items.length === 0 && this.done
        ? html`<p class="faint small none">${this.items.length === 0 ? this.none : 'No matches'}</p>`
        : html`<ul>${repeat(items, (item) => item.id, (item) => this.itemView(item))}</ul>`}
      ${this.page.state === 'failed'
        ? errorMessage(this.page.problem, () => this.loadMore(this.position))
        : this.page.busy && !this.done
          ? placeholderLines(3)
          : nothing}
      ${this.next
        ? html`<button class="slight" ?disabled=${this.page.busy} @click=${() => this.loadMore(this.next)}>More…</button>`
        : nothing}
    `;
  }

  itemView(item) {
    const branch = this.opened.get(item.id);
    const chosen = this.chosen() === item.id;
    return html`<li>
      <div class="node ${chosen ? 'chosen' : ''}">
        ${item.branch
          ? html`<button class="plain twist" aria-expanded=${branch?.open ? 'true' : 'false'}
              aria-label=${`Contents of ${item.name}`} @click=${() => this.toggle(item)}>${icon('right')}</button>`
          : html`<span class="twist"></span>`}
        <button class="plain pick" title=${item.title ?? nothing} aria-pressed=${chosen ? 'true' : 'false'} @click=${item.choose}>
          ${item.name}${item.under ? html`<span class="under">${item.under}</span>` : nothing}
        </button>
      </div>
      ${branch?.open ? html`<div class="beneath">${branch.render()}</div>` : nothing}
    </li>`;
  }

  toggle(item) {
    const branch = this.opened.get(item.id) ?? item.branch();
    const isNew = !this.opened.has(item.id);
    this.opened.set(item.id, branch);
    branch.open = !branch.open;
    if (isNew) {
      branch.loadMore({});
    }
    this.draw();
  }
}

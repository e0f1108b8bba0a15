import {html, nothing} from '../lit/lit-html.js';
import {repeat} from '../lit/directives/repeat.js';
import {Asked, lines} from './loading.js';
import {trouble} from './trouble.js';
import {icon} from './icons.js';

/** A level of a tree. The level below an item is loaded when the item is opened, a page at a time. */
export class Branch {
  /**
   * @param {{ask: (position: object) => Promise<{body: object[], links: object, total?: number}>,
   *     node: (thing) => {id: string, name: string, under?: string, title?: string, choose: () => void, branch?: () => Branch},
   *     none: string, draw: () => void, signal: AbortSignal, chosen: () => string | undefined}} about
   */
  constructor(about) {
    Object.assign(this, about);
    this.things = [];
    this.opened = new Map();
    this.page = new Asked(this.draw, this.signal);
  }

  async more(position) {
    await this.page.ask(() => this.ask(position));
    if (this.page.state === 'there') {
      const {body, links} = this.page.value;
      this.things.push(...body.map(this.node));
      this.next = links.next;
      this.done = true;
      this.draw();
    }
  }

  /** @param matches which of its things are shown */
  show(matches = () => true) {
    const things = this.things.filter(matches);
    return html`
      ${things.length === 0 && this.done
        ? html`<p class="faint small none">${this.things.length === 0 ? this.none : 'No matches'}</p>`
        : html`<ul>${repeat(things, (thing) => thing.id, (thing) => this.line(thing))}</ul>`}
      ${this.page.state === 'refused'
        ? trouble(this.page.problem, () => this.more(this.position))
        : this.page.asking && !this.done
          ? lines(3)
          : nothing}
      ${this.next
        ? html`<button class="slight" ?disabled=${this.page.asking} @click=${() => this.more(this.next)}>More…</button>`
        : nothing}
    `;
  }

  line(thing) {
    const branch = this.opened.get(thing.id);
    const chosen = this.chosen() === thing.id;
    return html`<li>
      <div class="node ${chosen ? 'chosen' : ''}">
        ${thing.branch
          ? html`<button class="plain twist" aria-expanded=${branch?.open ? 'true' : 'false'}
              aria-label=${`Contents of ${thing.name}`} @click=${() => this.toggle(thing)}>${icon('right')}</button>`
          : html`<span class="twist"></span>`}
        <button class="plain pick" title=${thing.title ?? nothing} aria-pressed=${chosen ? 'true' : 'false'} @click=${thing.choose}>
          ${thing.name}${thing.under ? html`<span class="under">${thing.under}</span>` : nothing}
        </button>
      </div>
      ${branch?.open ? html`<div class="beneath">${branch.show()}</div>` : nothing}
    </li>`;
  }

  toggle(thing) {
    const branch = this.opened.get(thing.id) ?? thing.branch();
    const isNew = !this.opened.has(thing.id);
    this.opened.set(thing.id, branch);
    branch.open = !branch.open;
    if (isNew) {
      branch.more({});
    }
    this.draw();
  }
}

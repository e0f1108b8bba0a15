import {html, nothing} from '../lit/lit-html.js';
import {Asked, lines} from './loading.js';
import {trouble} from './trouble.js';
import {icon} from './icons.js';

/**
 * A list of things of which some hold others: each is asked for when somebody opens what holds it,
 * a page at a time.
 */
export class Branch {
  /**
   * @param {{ask: (position: object) => Promise<{body: object[], links: object, total?: number}>,
   *     node: (thing) => {id: string, name: string, under?: string, branch?: () => Branch},
   *     none: string, draw: () => void, signal: AbortSignal, chosen: () => string | undefined,
   *     choose: (node) => void}} about
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

  show() {
    return html`
      ${this.things.length === 0 && this.done
        ? html`<p class="faint small">${this.none}</p>`
        : html`<ul>${this.things.map((thing) => this.line(thing))}</ul>`}
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
              aria-label=${`What lies beneath ${thing.name}`} @click=${() => this.toggle(thing)}>${icon('right')}</button>`
          : html`<span class="twist"></span>`}
        ${thing.choosable
          ? html`<button class="plain pick" aria-pressed=${chosen ? 'true' : 'false'} @click=${() => this.choose(thing)}>
              ${thing.name}${thing.under ? html`<span class="under">${thing.under}</span>` : nothing}
            </button>`
          : html`<button class="plain pick" tabindex="-1" @click=${() => this.toggle(thing)}>${thing.name}${thing.under ? html`<span class="under">${thing.under}</span>` : nothing}</button>`}
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

// @ts-check
import {html, nothing} from '../lit/lit-html.js';
import {ref} from '../lit/directives/ref.js';
import {listFields} from '../api/fields.js';
import {readAll} from '../api/pages.js';
import {icon} from '../parts/icons.js';
import {FieldMap} from '../parts/map.js';
import {formatNumber, countOf} from '../labels/numbers.js';

/** More would make the map slow; a narrower selection shows the others. */
const LIMIT = 3_000;

/** The boundaries of every field of a selection on a map: read page by page while the map is shown. */
export class FieldBoundaries {
  constructor({account, draw, signal, highlight, open}) {
    this.account = account;
    this.draw = draw;
    this.signal = signal;
    this.map = new FieldMap({signal, highlight, open});
    this.reading = 0;
  }

  /** Only fields that were fetched can have a boundary. */
  async load(filter) {
    const reading = ++this.reading;
    this.read = 0;
    this.total = undefined;
    this.drawn = 0;
    this.done = false;
    this.failed = false;
    this.map.clear();
    try {
      await readAll(
        (position) => listFields(this.account, {...filter, status: 'PROCESSED', size: 100, ...position}, this.signal),
        {
          limit: LIMIT,
          onPage: ({items, total, done}) => {
            if (reading === this.reading) {
              this.read += items.length;
              this.drawn += items.filter((each) => each.geometry).length;
              this.total = total;
              this.done = done;
              this.map.add(items);
              this.draw();
            }
          },
        },
      );
    } catch (failure) {
      if (failure.name !== 'AbortError' && reading === this.reading) {
        this.failed = true;
        this.draw();
      }
    }
  }

  /** @param none what to show in place of a map without boundaries */
  render(none) {
    const {map} = this;
    return html`<section class="map ${this.drawn > 0 ? '' : 'blank'}" aria-label="Map">
      <div class="canvas" ${ref(map.attach)} role="group" aria-label="Map of the boundaries. The list of fields names them."></div>
      ${this.done && this.drawn === 0
        ? html`<div class="none">${none}</div>`
        : html`<div class="zoom">
            <button aria-label="Zoom in" @click=${() => map.zoom(1)}>${icon('plus')}</button>
            <button aria-label="Zoom out" @click=${() => map.zoom(-1)}>${icon('minus')}</button>
            <button aria-label="Show all boundaries" @click=${() => map.fit()}>${icon('fit')}</button>
          </div>`}
      <p class="status" role="status">${this.status()}</p>
    </section>`;
  }

  status() {
    if (this.failed) {
      return 'Could not load all boundaries. Reload the page to try again.';
    }
    if (!this.done) {
      return this.total === undefined ? 'Loading boundaries…' : `Loading boundaries: ${formatNumber(this.read)} of ${formatNumber(Math.min(this.total, LIMIT))}`;
    }
    if (this.total > this.read) {
      return `The first ${formatNumber(this.read)} of ${countOf(this.total, 'field')}. Choose an organization, grower or farm to see the others.`;
    }
    return this.drawn === 0 ? nothing : countOf(this.drawn, 'boundary', 'boundaries');
  }
}

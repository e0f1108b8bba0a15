// @ts-check
import {html, nothing} from '../lit/lit-html.js';
import {ref} from '../lit/directives/ref.js';
import {live} from '../lit/directives/live.js';
import {openFile} from '../api/machine-files.js';
import {openOperation} from '../api/operations.js';
import {readPoints} from '../api/points.js';
import {Actions} from '../parts/actions.js';
import {icon} from '../parts/icons.js';
import {errorMessage} from '../parts/messages.js';
import {PointMap} from '../parts/point-map.js';
import {classOf, COLOURS, colourOfClass, decimalsOf, scaleOf} from '../parts/point-scale.js';
import {reasonText} from '../labels/machine-files.js';
import {countOf, formatNumber} from '../labels/numbers.js';
import {COLOURED, propertyText} from '../labels/operations.js';
import {formatDecimal, formatQuantity, metres, unitText} from '../labels/quantities.js';

/** Points that are drawn; of more, every second, fourth … */
const DRAWN = 100_000;
/** More points than this are read on request: a million are about 400 MB. */
const AUTOMATIC = 500_000;
const DEFAULT_WIDTH = 5;

/** Dropped points that are drawn, of all files together. */
const DROPPED = 20_000;
const DROPPED_PIXELS = 5;

/** The points of an operation on a map, coloured by a property. */
export class OperationPoints {
  /** @type {'waiting' | 'none' | 'offered' | 'reading' | 'shown' | 'failed'} */
  state = 'waiting';
  read = 0;
  expected = 0;
  /** @type {import('../api/points.js').Point[]} */
  points = [];
  total = 0;
  /** @type {import('../types/api').UnitsView} */
  units = {};
  /** @type {string | undefined} */
  property = undefined;
  /** @type {string[]} */
  properties = [];
  /** @type {ReturnType<typeof scaleOf>} */
  scale = {limits: [], ranges: []};
  /** The points that are not in `filteredGeojson`: the files that have any, and whether they are shown. */
  dropped = {files: /** @type {string[]} */ ([]), total: 0, isShown: false};
  /** @type {import('../api/points.js').Point[] | undefined} */
  droppedPoints = undefined;

  constructor({operationId, draw, signal}) {
    this.operationId = operationId;
    this.draw = draw;
    this.signal = signal;
    this.map = new PointMap({signal, describe: (shape) => this.describe(shape.point)});
    this.actions = new Actions(draw, signal);
  }

  /**
   * Reads the points, or offers to read them.
   *
   * @param {number} expected number of points
   * @param {() => Promise<import('../types/api').UnitsView>} readUnits
   */
  async prepare(expected, readUnits) {
    this.expected = expected;
    this.readUnits = readUnits;
    if (expected > AUTOMATIC) {
      this.state = 'offered';
      this.draw();
    } else {
      await this.load();
    }
  }

  /** There are no points. */
  omit() {
    this.state = 'none';
    this.draw();
  }

  async load() {
    this.state = 'reading';
    this.read = 0;
    this.draw();
    try {
      this.units = await this.readUnits();
      const {points, total} = await readPoints(await openOperation(this.operationId, 'standardGeojson', this.signal), {
        limit: DRAWN,
        onProgress: (read) => this.progress(read),
      });
      this.points = points;
      this.total = total;
      this.state = 'shown';
      this.properties = COLOURED.filter((property) => points.some(({properties}) => Number.isFinite(properties[property])));
      this.colourBy(this.properties[0]);
    } catch (failure) {
      if (failure.name !== 'AbortError' && !this.signal.aborted) {
        this.problem = failure;
        this.state = 'failed';
        this.draw();
      }
    }
  }

  progress(read) {
    if (read - this.read > 10_000) {
      this.read = read;
      this.draw();
    }
  }

  colourBy(property) {
    this.property = property;
    const coloured = this.points.filter(({properties}) => Number.isFinite(properties[property]));
    this.scale = scaleOf(coloured.map(({properties}) => properties[property]));
    const step = this.points.length === 0 ? 1 : Math.ceil(this.total / this.points.length);
    this.map.setPoints(coloured.map((point) => this.shapeOf(point, step)));
    this.draw();
  }

  /**
   * Offers to show the dropped points of files.
   *
   * @param {string[]} files the ids of those that have any
   * @param {number} total number of points
   */
  offerDropped(files, total) {
    this.dropped = {...this.dropped, files, total};
    this.draw();
  }

  async showDropped(isShown) {
    this.dropped.isShown = isShown;
    await this.actions.act(async () => (this.droppedPoints ??= await this.readDropped()), {key: 'dropped'});
    this.dropped.isShown = isShown && this.droppedPoints !== undefined;
    this.map.setPoints(this.map.shapes, this.dropped.isShown ? this.droppedPoints.map(droppedShape) : []);
    this.draw();
  }

  async readDropped() {
    const limit = Math.ceil(DROPPED / this.dropped.files.length);
    const read = [];
    for (const file of this.dropped.files) {
      const {points} = await readPoints(await openFile(file, 'rejectedGeojson', this.signal), {limit, onProgress: () => {}});
      read.push(...points.filter(({longitude, latitude}) => Number.isFinite(longitude) && Number.isFinite(latitude)));
    }
    return read;
  }

  /** @param {number} step every how many points one is drawn: it represents the others */
  shapeOf(point, step) {
    const {properties, longitude, latitude} = point;
    const width = metres(properties.equipmentWidth, this.units.equipmentWidth) || DEFAULT_WIDTH;
    const length = metres(properties.distance, this.units.distance) || width / 2;
    return {
      point,
      longitude,
      latitude,
      width,
      length: Math.min(length * step, 4 * width),
      heading: properties.heading,
      colour: colourOfClass(this.scale.limits, classOf(this.scale.limits, properties[this.property])),
    };
  }

  describe({properties}) {
    if (properties.rejectedBy) {
      return `Dropped: ${reasonText(properties.rejectedBy)}`;
    }
    const {property} = this;
    const name = properties.variety ?? properties.product ?? properties.tillType?.join(', ');
    const parts = [`${propertyText(property)}: ${formatQuantity({value: properties[property], unit: this.units[property]})}`];
    if (name) {
      parts.push(name);
    }
    if (properties.timestamp) {
      parts.push(properties.timestamp.replace('T', ' ').replace(/(\.\d+)?Z$/, ' UTC'));
    }
    return parts.join(' · ');
  }

  render() {
    const {map} = this;
    return html`<div class="point-page">
      <section class="map" aria-label="Map">
        <div class="canvas" ${ref(map.attach)} role="group" aria-label="Map of the points. The tables below have their totals."></div>
        <div class="zoom">
          <button aria-label="Zoom in" @click=${() => map.zoom(1)}>${icon('plus')}</button>
          <button aria-label="Zoom out" @click=${() => map.zoom(-1)}>${icon('minus')}</button>
          <button aria-label="Show the whole field" @click=${() => map.fit()}>${icon('fit')}</button>
        </div>
        <p class="status" role="status">${this.status()}</p>
      </section>
      <section class="card" aria-labelledby="points">
        <h2 id="points">Points</h2>
        ${this.side()}
        ${this.state === 'shown' && this.dropped.total > 0 ? this.droppedChoice() : nothing}
      </section>
    </div>`;
  }

  status() {
    return this.state === 'waiting' || this.state === 'reading'
      ? 'Loading points…'
      : this.state === 'shown'
        ? this.countText()
        : nothing;
  }

  countText() {
    return this.points.length < this.total
      ? `${formatNumber(this.points.length)} of ${countOf(this.total, 'point')}`
      : countOf(this.total, 'point');
  }

  side() {
    switch (this.state) {
      case 'none':
        return html`<p class="faint">The provider exports no points of this operation. The map shows the boundary of the field; the totals and averages are those of the provider.</p>`;
      case 'offered':
        return html`<p class="faint">This operation has ${countOf(this.expected, 'point')}. Loading them takes a while.</p>
          <p class="after"><button class="main" @click=${() => this.load()}>Load points</button></p>`;
      case 'failed':
        return errorMessage(this.problem, () => this.load());
      case 'shown':
        return this.property ? this.legend() : html`<p class="faint">The points have no value by which they can be coloured.</p>`;
      default:
        return html`<p class="faint small">${this.read > 0 ? `${formatNumber(this.read)} read` : 'Loading points…'}</p>
          ${this.expected > 0
            ? html`<progress max=${this.expected} value=${this.read} aria-label="Points"></progress>`
            : html`<progress aria-label="Points"></progress>`}`;
    }
  }

  droppedChoice() {
    const {total, isShown} = this.dropped;
    return html`<label class="check after">
        <input type="checkbox" .checked=${live(isShown)} ?disabled=${this.actions.busy !== undefined} @change=${(event) => this.showDropped(event.target.checked)}>
        <span class="swatch dropped"></span><span>Dropped points <span class="faint">${formatNumber(total)}</span></span>
      </label>
      ${this.actions.render()}`;
  }

  legend() {
    const unit = unitText(this.units[this.property]);
    const decimals = decimalsOf(this.scale);
    return html`
      <div class="field">
        <label for="property">Colour by</label>
        <select id="property" @change=${(event) => this.colourBy(event.target.value)}>
          ${this.properties.map((property) => html`<option value=${property} ?selected=${property === this.property}>${propertyText(property)}</option>`)}
        </select>
      </div>
      <p class="small faint after" id="legend">${propertyText(this.property)}${unit ? ` in ${unit}` : ''}</p>
      <ul class="legend" aria-labelledby="legend">
        ${this.scale.ranges.map(({colour, min, max, count}) => html`<li>
          <span class="swatch ramp-${colour}"></span><span class="range">${rangeText(min, max, decimals)}</span>
          <span class="faint">${formatNumber(Math.round((100 * count) / this.points.length))}%</span>
        </li>`)}
      </ul>
      ${this.points.length < this.total ? html`<p class="small faint after">The map shows ${this.countText()}. Downloads contain all.</p>` : nothing}
    `;
  }
}

function droppedShape(point) {
  const {longitude, latitude} = point;
  return {point, longitude, latitude, width: 0, length: 0, heading: 0, colour: COLOURS, pixels: DROPPED_PIXELS};
}

function rangeText(min, max, decimals) {
  const [from, to] = [formatDecimal(min, decimals), formatDecimal(max, decimals)];
  return from === to ? from : `${from} – ${to}`;
}

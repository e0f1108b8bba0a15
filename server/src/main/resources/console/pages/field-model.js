// @ts-check
import {findField} from '../api/fields.js';
import {listOperations, summarizeOperation} from '../api/operations.js';
import {readAll} from '../api/pages.js';
import {Loadable} from '../parts/loading.js';
import {NamesById} from '../parts/names-by-id.js';
import {PointMap} from '../parts/point-map.js';
import {seasonOf} from '../labels/operations.js';

const LIMIT = 200;
/** Summaries that are requested at the same time. */
const PARALLEL = 4;

/** The state of the page of a field. */
export class FieldModel {
  /** @type {Map<string, import('../types/console').OperationSummary>} */
  summaries = new Map();
  summarized = false;

  constructor({params, draw, signal}) {
    this.leafUserId = params.leafUserId;
    this.fieldId = params.fieldId;
    this.draw = draw;
    this.signal = signal;
    this.names = new NamesById(draw, signal);
    /** @type {Loadable<import('../types/api').FieldView>} */
    this.field = new Loadable(draw, signal);
    /** @type {Loadable<{items: import('../types/api').OperationView[], total?: number}>} */
    this.operations = new Loadable(draw, signal);
    this.map = new PointMap({signal, describe: () => ''});
  }

  async load() {
    await Promise.all([this.loadField(), this.loadOperations()]);
  }

  async loadField() {
    await this.field.load(() => findField(this.leafUserId, this.fieldId, this.signal));
    this.map.setBoundary(this.field.value?.geometry);
  }

  async loadOperations() {
    await this.operations.load(() =>
      readAll((position) => listOperations({fieldId: this.fieldId, sort: 'startTime,desc', size: 100, ...position}, this.signal), {limit: LIMIT}));
    const waiting = [...(this.operations.value?.items ?? [])];
    await Promise.all(Array.from({length: PARALLEL}, () => this.summarize(waiting)));
    this.summarized = true;
    this.draw();
  }

  async summarize(waiting) {
    for (let next = waiting.shift(); next && !this.signal.aborted; next = waiting.shift()) {
      try {
        this.summaries.set(next.id, await summarizeOperation(next.id, this.signal));
        this.draw();
      } catch {
        // The operation is listed without its area and total.
      }
    }
  }

  /** The operations by season, the latest first. */
  get seasons() {
    const seasons = new Map();
    for (const operation of this.operations.value.items) {
      const season = seasonOf(operation);
      seasons.set(season, [...(seasons.get(season) ?? []), operation]);
    }
    return [...seasons];
  }
}

// @ts-check
import {saveResponse} from '../api/download.js';
import {listMachines} from '../api/assets.js';
import {findField} from '../api/fields.js';
import {findFile, statusOfFile} from '../api/machine-files.js';
import {findOperation, openOperation, reconcileOperation, summarizeOperation, unitsOfOperation} from '../api/operations.js';
import {Actions} from '../parts/actions.js';
import {Loadable} from '../parts/loading.js';
import {NamesById} from '../parts/names-by-id.js';
import {makeText} from '../labels/machines.js';
import {OperationPoints} from './operation-points.js';

/** Files whose details are shown. */
const FILES = 20;

/** The state of the page of an operation, and its actions. */
export class OperationModel {
  constructor({params, draw, signal}) {
    this.id = params.operationId;
    this.signal = signal;
    this.draw = draw;
    this.names = new NamesById(draw, signal);
    this.actions = new Actions(draw, signal);
    /** @type {Loadable<import('../types/api').OperationView>} */
    this.operation = new Loadable(draw, signal);
    /** @type {Loadable<{summary: import('../types/console').OperationSummary, reconciliation?: import('../types/api').ReconciliationView}>} */
    this.summary = new Loadable(draw, signal);
    /** @type {Loadable<{file: import('../types/api').MachineFileView, steps: import('../types/api').FileStatusView}[]>} */
    this.files = new Loadable(draw, signal);
    this.points = new OperationPoints({operationId: this.id, draw, signal});
    /** @type {import('../types/api').FieldView | undefined} */
    this.field = undefined;
  }

  async load() {
    await this.operation.load(() => findOperation(this.id, this.signal));
    const operation = this.operation.value;
    if (operation) {
      this.summary.load(() => this.readSummary(operation));
      await Promise.all([this.loadField(operation), this.loadFiles(operation)]);
      await this.loadPoints();
    }
  }

  async readSummary({leafUserId}) {
    const [summary, reconciliation] = await Promise.all([
      summarizeOperation(this.id, this.signal),
      reconcileOperation(this.id, this.signal),
    ]);
    return {summary: {...summary, machinery: await this.named(leafUserId, summary.machinery ?? [])}, reconciliation};
  }

  /** Files of John Deere state only the serial number of a machine: its name is that of the machine that the provider lists. */
  named(leafUserId, machinery) {
    return Promise.all(
      machinery.map(async (each) => {
        if (each.name || each.type !== 'machine' || !each.serialNumber) {
          return each;
        }
        const {body} = await listMachines(leafUserId, {serialNumber: each.serialNumber, size: 1}, this.signal);
        return body.length === 0 ? each : {...each, name: body[0].name, brand: each.brand ?? makeText(body[0].make)};
      }),
    );
  }

  async loadField({leafUserId, fields}) {
    try {
      this.field = await findField(leafUserId, fields[0].id, this.signal);
      this.points.map.setBoundary(this.field.geometry);
      this.draw();
    } catch {
      // The points are shown without a boundary.
    }
  }

  loadFiles({files}) {
    return this.files.load(() =>
      Promise.all(
        files.slice(0, FILES).map(async (id) => {
          const [file, steps] = await Promise.all([findFile(id, this.signal), statusOfFile(id, this.signal)]);
          return {file, steps};
        }),
      ));
  }

  /** Whether the provider states only totals. */
  isWithoutPoints() {
    const files = this.files.value ?? [];
    return files.length > 0 && files.every(({file}) => file.fileFormat === 'PROVIDER_TOTALS');
  }

  /** Many points are read on request only. */
  async loadPoints() {
    if (this.isWithoutPoints()) {
      this.points.omit();
      return;
    }
    const withDropped = (this.files.value ?? [])
      .map(({file, steps}) => ({id: file.id, dropped: droppedOf(steps.standardGeojson) + droppedOf(steps.filteredGeojson)}))
      .filter(({dropped}) => dropped > 0);
    this.points.offerDropped(withDropped.map(({id}) => id), withDropped.reduce((sum, {dropped}) => sum + dropped, 0));
    const numbers = (this.files.value ?? []).map(({steps}) => steps.standardGeojson?.points?.kept ?? 0);
    await this.points.prepare(numbers.reduce((sum, each) => sum + each, 0), () => unitsOfOperation(this.id, this.signal));
  }

  /**
   * @param {'standardGeojson' | 'filteredGeojson' | 'standardGeoparquet' | 'geopackage' | 'shapefile'} content
   * @param {string} ending of the file name
   */
  download(content, ending) {
    return this.actions.act(
      () => saveResponse(openOperation(this.id, content, this.signal), `${this.id}.${ending}`),
      {key: content},
    );
  }
}

/** @type {(step: import('../types/api').StepView | undefined) => number} */
const droppedOf = (step) => (step?.points?.rejected ?? []).reduce((sum, {points}) => sum + points, 0);

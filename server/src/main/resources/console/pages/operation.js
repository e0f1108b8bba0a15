// @ts-check
import {OperationModel} from './operation-model.js';
import {operationView} from './operation-view.js';

/** One field operation: its points on a map, totals, averages and files. */
export function page({params, show, signal}) {
  const model = new OperationModel({params, draw: () => show(operationView(model)), signal});
  model.load();
}

// @ts-check
import {FieldModel} from './field-model.js';
import {fieldView} from './field-view.js';

/** One field: its boundary, and its operations by season. */
export function page({params, show, signal}) {
  const model = new FieldModel({params, draw: () => show(fieldView(model)), signal});
  model.load();
}

// @ts-check
import {FieldsModel} from './fields-model.js';
import {fieldsView} from './fields-view.js';

/** The fields of an account: as a tree, on a map and as a list; previews are enabled here. */
export function page({params, query, show, signal, samePlace}) {
  const model = new FieldsModel({params, query, samePlace, draw: () => show(fieldsView(model)), signal});
  model.load();
}

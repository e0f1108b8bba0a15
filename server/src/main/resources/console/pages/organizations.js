// @ts-check
import {OrganizationsModel} from './organizations-model.js';
import {organizationsView} from './organizations-view.js';

/** The organizations of an account: found by name and status, selected, deselected and repaired. */
export function page({params, query, show, signal, samePlace}) {
  const model = new OrganizationsModel({
    params,
    query,
    samePlace,
    draw: () => show(organizationsView(model)),
    signal,
  });
  model.load();
}

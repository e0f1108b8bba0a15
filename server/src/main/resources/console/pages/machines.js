// @ts-check
import {MachinesModel} from './machines-model.js';
import {machinesView} from './machines-view.js';

/** The machines and implements of one Leaf user, by organization. */
export function page({params, query, show, signal, samePlace}) {
  const model = new MachinesModel({params, query, samePlace, draw: () => show(machinesView(model)), signal});
  model.load();
}

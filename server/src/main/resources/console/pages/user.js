// @ts-check
import {UserModel} from './user-model.js';
import {userView} from './user-view.js';

/** One Leaf user: its data and its credentials. */
export function page({params, show, signal}) {
  const model = new UserModel({params, draw: () => show(userView(model)), signal});
  model.load();
}

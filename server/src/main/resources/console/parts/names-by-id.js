// @ts-check
import {findField} from '../api/fields.js';
import {findUser} from '../api/users.js';

/** Names that were loaded before. */
const cached = new Map();

/** The names of Leaf users and fields of which a list has the ids only. They are loaded while the list is shown. */
export class NamesById {
  constructor(draw, signal) {
    this.draw = draw;
    this.signal = signal;
    this.requested = new Set();
  }

  /** The name of a Leaf user, or undefined while it is not known. */
  user(id) {
    this.load(id, () => findUser(id, this.signal));
    return cached.get(id);
  }

  /** The name of a field, or undefined while it is not known. */
  field(leafUserId, id) {
    this.load(id, () => findField(leafUserId, id, this.signal).then(({name}) => ({name: name ?? 'No name'})));
    return cached.get(id);
  }

  async load(id, find) {
    if (this.requested.has(id)) {
      return;
    }
    this.requested.add(id);
    try {
      const {name} = await find();
      cached.set(id, name);
      this.draw();
    } catch {
      // The list shows the id.
    }
  }
}

import {html, nothing} from '../lit/lit-html.js';
import {findUser} from '../api/users.js';
import {heading} from './heading.js';
import {tabs} from './tabs.js';

/** Leaf users that were loaded before: the heading of the next page does not wait for them. */
const seen = new Map();

/** The heading of every page of one Leaf user. Loads the Leaf user once and draws again when it is known. */
export class UserHead {
  constructor({leafUserId, provider}, here, draw, signal) {
    this.about = {leafUserId, provider, here};
    this.user = seen.get(leafUserId);
    this.ready = findUser(leafUserId, signal).then(
      (user) => {
        this.know(user);
        draw();
        return user;
      },
      (failure) => {
        this.failure = failure;
        draw();
      },
    );
  }

  know(user) {
    this.user = user;
    seen.set(user.id, user);
  }

  show({below = nothing, actions = nothing} = {}) {
    return html`
      ${heading(this.user?.name ?? (this.failure?.status === 404 ? 'Leaf user not found' : 'Leaf user'), {
        trail: [['/users', 'Leaf users']],
        below,
        actions,
      })}
      ${tabs({...this.about, user: this.user})}
    `;
  }
}

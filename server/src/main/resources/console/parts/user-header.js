// @ts-check
import {html, nothing} from '../lit/lit-html.js';
import {findUser} from '../api/users.js';
import {pageHeading} from './heading.js';
import {tabs} from './tabs.js';

/** Leaf users that were loaded before: the heading of the next page does not wait for them. */
const cached = new Map();

/** The heading of every page of one Leaf user. Loads the Leaf user once and draws again when it is known. */
export class UserHeader {
  constructor({leafUserId, provider}, here, draw, signal) {
    this.about = {leafUserId, provider, here};
    this.user = cached.get(leafUserId);
    this.ready = findUser(leafUserId, signal).then(
      (user) => {
        this.setUser(user);
        draw();
        return user;
      },
      (failure) => {
        this.failure = failure;
        draw();
        return undefined;
      },
    );
  }

  setUser(user) {
    this.user = user;
    cached.set(user.id, user);
  }

  render({below = nothing, actions = nothing} = {}) {
    return html`
      ${pageHeading(this.user?.name ?? (this.failure?.status === 404 ? 'Leaf user not found' : 'Leaf user'), {
        trail: [['/users', 'Leaf users']],
        below,
        actions,
      })}
      ${tabs({...this.about, user: this.user})}
    `;
  }
}

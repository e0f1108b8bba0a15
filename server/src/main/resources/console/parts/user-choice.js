// @ts-check
import {html, nothing} from '../lit/lit-html.js';
import {findUser, listUsers, searchUsers} from '../api/users.js';
import {Loadable, placeholderLines} from './loading.js';

const PAUSE = 250;
const SHOWN = 6;

/** The choice of one of many Leaf users: a search, and its first results as buttons. */
export class UserChoice {
  /** @type {{id: string, name: string} | undefined} */
  chosen = undefined;

  constructor({draw, signal}) {
    this.draw = draw;
    this.signal = signal;
    this.results = new Loadable(draw, signal);
    signal.addEventListener('abort', () => clearTimeout(this.timer), {once: true});
  }

  /** @param {string | undefined} id of the Leaf user that is chosen at first */
  async load(id) {
    if (id) {
      try {
        this.choose(await findUser(id, this.signal));
        return;
      } catch {
        // Another Leaf user can be chosen.
      }
    }
    await this.search('');
    if (this.results.value?.length === 1) {
      this.choose(this.results.value[0]);
    }
  }

  choose(user) {
    this.chosen = user;
    this.draw();
  }

  change() {
    this.chosen = undefined;
    this.search('');
    requestAnimationFrame(() => document.getElementById('user-search')?.focus());
  }

  search(text) {
    return this.results.load(async () =>
      text === '' ? (await listUsers({size: SHOWN}, this.signal)).body : (await searchUsers(text, this.signal)).items);
  }

  searchSoon(text) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.search(text.trim()), PAUSE);
  }

  render() {
    return html`<div class="field user-choice">
      ${this.chosen
        ? html`<p class="label" id="user-choice">Leaf user</p>
            <p class="given"><span class="name">${this.chosen.name}</span>
              <button type="button" class="slight" aria-label="Choose another Leaf user" @click=${() => this.change()}>Change</button></p>`
        : html`<label for="user-search">Leaf user</label>
            <input id="user-search" type="search" autocomplete="off" spellcheck="false" placeholder="Name, email or identifier"
              @input=${(event) => this.searchSoon(event.target.value)} @keydown=${chooseFirst}>
            ${this.results.render((users) => this.list(users), placeholderLines(3))}`}
    </div>`;
  }

  list(users) {
    return users.length === 0
      ? html`<p class="hint">No Leaf users found</p>`
      : html`<ul class="found" aria-label="Leaf users">
          ${users.slice(0, SHOWN).map((user) => html`<li>
            <button type="button" class="plain" @click=${() => this.choose(user)}>${user.name}<span class="under">${user.email}</span></button>
          </li>`)}
        </ul>
        ${users.length > SHOWN ? html`<p class="hint">Enter more of the name to find others.</p>` : nothing}`;
  }
}

/** Enter chooses the first result. */
function chooseFirst(event) {
  if (event.key === 'Enter') {
    event.preventDefault();
    event.target.parentElement.querySelector('.found button')?.click();
  }
}

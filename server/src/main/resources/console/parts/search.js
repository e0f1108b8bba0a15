// @ts-check
import {html, nothing} from '../lit/lit-html.js';
import {replaceQuery} from '../shell/router.js';
import {icon} from './icons.js';

const PAUSE = 250;

/** A search field. It searches when typing pauses, and keeps the text in the address. */
export function searchField({path, query, signal, label, placeholder}) {
  let timer;
  signal.addEventListener('abort', () => clearTimeout(timer), {once: true});
  const search = (text) => {
    clearTimeout(timer);
    if (text !== (query.search ?? '')) {
      replaceQuery(path, {...query, search: text, page: undefined, after: undefined, before: undefined});
    }
  };
  return html`<form class="search" role="search" @submit=${(event) => {
    event.preventDefault();
    search(event.target.search.value.trim());
  }}>
    <label class="unseen" for="search">${label}</label>
    ${icon('search')}
    <input
      id="search"
      name="search"
      type="search"
      autocomplete="off"
      spellcheck="false"
      placeholder=${placeholder ?? nothing}
      .defaultValue=${query.search ?? ''}
      @input=${(event) => {
        const text = event.target.value.trim();
        clearTimeout(timer);
        timer = setTimeout(() => search(text), PAUSE);
      }}
    />
  </form>`;
}

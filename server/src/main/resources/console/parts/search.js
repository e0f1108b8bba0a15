// @ts-check
import {html, nothing} from '../lit/lit-html.js';
import {currentAddress, replaceQuery} from '../shell/router.js';
import {icon} from './icons.js';

const PAUSE = 250;

/**
 * What was entered last, and in the page of which path. It is not part of a page, because text is also
 * entered after the address has changed and before its page is opened.
 */
let entered = {path: '', text: ''};
/** @type {ReturnType<typeof setTimeout> | undefined} of a search that has not begun */
let timer;

/** A search field. It searches when typing pauses, and keeps the text in the address. */
export function searchField({query, label, placeholder}) {
  return html`<form class="search" role="search" @submit=${(event) => {
    event.preventDefault();
    enter(event.target.search.value);
    search();
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
      .value=${textFor(query.search ?? '')}
      @input=${(event) => {
        enter(event.target.value);
        clearTimeout(timer);
        timer = setTimeout(search, PAUSE);
      }}
    />
  </form>`;
}

function enter(text) {
  entered = {path: currentAddress().path, text};
}

/** What was entered, with its spaces, unless the address contains another search. */
function textFor(searched) {
  const isPresent = timer !== undefined || entered.text.trim() === searched;
  return isPresent && entered.path === currentAddress().path ? entered.text : searched;
}

function search() {
  clearTimeout(timer);
  timer = undefined;
  const {path, query} = currentAddress();
  const text = entered.text.trim();
  if (path === entered.path && text !== (query.search ?? '')) {
    replaceQuery(path, {...query, search: text, page: undefined, after: undefined, before: undefined});
  }
}

// @ts-check
import {html, nothing} from '../lit/lit-html.js';
import {base} from '../api/client.js';
import {session} from '../api/session.js';
import {colourScheme, switchColourScheme} from './colours.js';
import {icon} from '../parts/icons.js';
import {address} from './router.js';
import {announce} from './announce.js';

const PLACES = [
  ['/', 'Accounts', 'pulse', /^#?\/?(\?|$)/],
  ['/users', 'Leaf users', 'people', /^#\/(users|operations)/],
  ['/machine-files', 'Machine files', 'upload', /^#\/machine-files/],
  ['/connect', 'Connect', 'link', /^#\/connect/],
  ['/webhooks', 'Webhooks', 'hook', /^#\/webhooks/],
  ['/events', 'Events', 'list', /^#\/events/],
  ['/settings', 'Settings', 'sliders', /^#\/settings/],
  ['/system', 'System', 'gauge', /^#\/system/],
];

const COLOURS = {system: 'system', light: 'light', dark: 'dark'};

/** The header and the navigation around every page. */
export function frame(page, route) {
  return route.open
    ? html`<main id="main" class="alone">${page}</main>`
    : html`
        <a class="skip" href="#main" @click=${skipToContent}>Skip to content</a>
        <header class="bar">
          <a class="brand" href="#/">${icon('brand')}<span>Headland</span></a>
          <button class="plain menu" aria-expanded="false" aria-controls="places" @click=${toggleMenu}>
            ${icon('menu')}<span>Menu</span>
          </button>
          <nav id="places" aria-label="Console" @click=${closeMenu}>
            <ul>
              ${PLACES.map(navigationLink)}
            </ul>
            ${footer()}
          </nav>
        </header>
        <main id="main">${page}</main>
      `;
}

function navigationLink([path, name, picture, pattern]) {
  const here = pattern.test(location.hash);
  return html`<li>
    <a href=${address(path)} aria-current=${here ? 'page' : nothing}>${icon(picture)}<span>${name}</span></a>
  </li>`;
}

function footer() {
  return html`<div class="foot">
    <button class="plain" @click=${changeColours} aria-label=${`Colours: ${COLOURS[colourScheme()]}. Change`}>
      ${icon(colourScheme() === 'dark' ? 'moon' : colourScheme() === 'light' ? 'sun' : 'halves')}
      <span>Colours</span>
    </button>
    <a href=${`${base}/docs`}>${icon('book')}<span>API</span></a>
    <button class="plain" @click=${signOut}>${icon('leave')}<span>Sign out</span></button>
    <p class="who" title=${session.name}>${session.name}</p>
  </div>`;
}

function skipToContent(event) {
  event.preventDefault();
  /** @type {HTMLElement | null} */
  const heading = document.querySelector('main h1');
  heading?.focus();
  heading?.scrollIntoView();
}

function toggleMenu(event) {
  const button = event.currentTarget;
  const open = button.getAttribute('aria-expanded') !== 'true';
  button.setAttribute('aria-expanded', String(open));
}

function closeMenu(event) {
  if (event.target.closest('a')) {
    document.querySelector('.menu')?.setAttribute('aria-expanded', 'false');
  }
}

function changeColours(event) {
  const button = event.currentTarget;
  const next = switchColourScheme();
  button.setAttribute('aria-label', `Colours: ${COLOURS[next]}. Change`);
  announce(`Colours ${COLOURS[next]}`);

}

function signOut() {
  session.end();
  location.hash = '#/sign-in';
}

// @ts-check
import {svg, html} from '../lit/lit-html.js';

/** Icons beside texts, never instead of them, on a grid of 24. */
const DRAWN = {
  brand: svg`<path d="M4 19V5h4v14M16 19V5h4v14M8 9.5h8v5H8z"/>`,
  menu: svg`<path d="M4 7h16M4 12h16M4 17h16"/>`,
  pulse: svg`<path d="M3 12h4l3-7 4 14 3-7h4"/>`,
  people: svg`<circle cx="9" cy="8" r="3.5"/><path d="M2.5 20c.5-4 3-6 6.5-6s6 2 6.5 6M16 5a3.5 3.5 0 0 1 0 6.5M18 14.5c2 .8 3.2 2.600 3.500 5.500"/>`,
  sliders: svg`<path d="M4 7h9M17 7h3M4 17h3M11 17h9"/><circle cx="15" cy="7" r="2"/><circle cx="9" cy="17" r="2"/>`,
  link: svg`<path d="M10 14a4 4 0 0 0 6 .5l3-3a4 4 0 0 0-6-6l-1 1M14 10a4 4 0 0 0-6-.5l-3 3a4 4 0 0 0 6 6l1-1"/>`,
  hook: svg`<path d="M12 3v8a4 4 0 1 1-4 4M5 12l3-3 3 3"/>`,
  list: svg`<path d="M8 6h12M8 12h12M8 18h12M4 6h.01M4 12h.01M4 18h.01"/>`,
  gauge: svg`<path d="M4 18a9 9 0 1 1 16 0M12 14l4-5"/>`,
  sun: svg`<circle cx="12" cy="12" r="4"/><path d="M12 2v3M12 19v3M2 12h3M19 12h3M5 5l2 2M17 17l2 2M19 5l-2 2M7 17l-2 2"/>`,
  moon: svg`<path d="M20 14.500A8.500 8.500 0 1 1 9.500 4a7 7 0 0 0 10.500 10.500z"/>`,
  halves: svg`<circle cx="12" cy="12" r="9"/><path d="M12 3a9 9 0 0 1 0 18z" fill="currentColor"/>`,
  book: svg`<path d="M5 4h10a4 4 0 0 1 4 4v12H9a4 4 0 0 1-4-4zM5 16a4 4 0 0 1 4-4h10"/>`,
  leave: svg`<path d="M14 4H6v16h8M10 12h11M17 8l4 4-4 4"/>`,
  good: svg`<path d="M5 12.500l4.500 4.500L19 7.500"/>`,
  warn: svg`<path d="M12 4l9 16H3zM12 10v4M12 17h.01"/>`,
  bad: svg`<circle cx="12" cy="12" r="9"/><path d="M9 9l6 6M15 9l-6 6"/>`,
  idle: svg`<circle cx="12" cy="12" r="8"/>`,
  busy: svg`<path d="M20 12a8 8 0 1 1-2.500-5.800M20 3v4h-4"/>`,
  search: svg`<circle cx="11" cy="11" r="6.500"/><path d="M16 16l5 5"/>`,
  copy: svg`<rect x="8" y="8" width="12" height="12" rx="2"/><path d="M16 8V4H4v12h4"/>`,
  out: svg`<path d="M14 4h6v6M20 4l-9 9M18 14v6H4V6h6"/>`,
  upload: svg`<path d="M12 16V4M7 9l5-5 5 5M4 16v4h16v-4"/>`,
  download: svg`<path d="M12 4v12M7 11l5 5 5-5M4 18v2h16v-2"/>`,
  plus: svg`<path d="M12 5v14M5 12h14"/>`,
  minus: svg`<path d="M5 12h14"/>`,
  fit: svg`<path d="M4 9V4h5M20 9V4h-5M4 15v5h5M20 15v5h-5"/>`,
  right: svg`<path d="M9 5l7 7-7 7"/>`,
  left: svg`<path d="M15 5l-7 7 7 7"/>`,
  eye: svg`<path d="M2.500 12C5 7.500 8.500 5.500 12 5.500s7 2 9.500 6.500c-2.500 4.500-6 6.500-9.500 6.500S5 16.500 2.500 12z"/><circle cx="12" cy="12" r="3"/>`,
};

export function icon(name) {
  return html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">${DRAWN[name]}</svg>`;
}

// @ts-check
import {html} from '../lit/lit-html.js';
import {pageHeading} from '../parts/heading.js';

export function page({show}) {
  show(html`
    ${pageHeading('Page not found')}
    <p>The address may be outdated. <a href="#/">Show accounts</a>.</p>
  `);
}

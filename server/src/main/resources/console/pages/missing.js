import {html} from '../lit/lit-html.js';
import {heading} from '../parts/heading.js';

export function page({show}) {
  show(html`
    ${heading('Page not found')}
    <p>The address may be outdated. <a href="#/">Show accounts</a>.</p>
  `);
}

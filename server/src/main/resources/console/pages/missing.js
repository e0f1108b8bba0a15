import {html} from '../lit/lit-html.js';
import {heading} from '../parts/heading.js';

export function page({show}) {
  show(html`
    ${heading('There is no such page')}
    <p>The address may be an old one. <a href="#/">Go to the accounts</a>.</p>
  `);
}

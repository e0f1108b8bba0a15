import {html} from '../lit/lit-html.js';
import {heading} from '../parts/heading.js';

export function page({show}) {
  show(html`${heading('Accounts')}`);
}

import {html} from '../lit/lit-html.js';
import {UserHead} from '../parts/account.js';

export function page({params, show, signal}) {
  const head = new UserHead(params, '/counts', draw, signal);
  function draw() {
    show(html`${head.show()}`);
  }
  draw();
}

// @ts-check
import {html, nothing} from '../lit/lit-html.js';
import {post} from '../api/client.js';
import {session} from '../api/session.js';
import {icon} from '../parts/icons.js';
import {input, textOf} from '../parts/form.js';
import {afterSignIn} from '../shell/router.js';

/** Signs in, and opens the requested page. */
export function page({show, query, signal}) {
  let problem;
  let busy = false;

  const draw = () =>
    show(html`
      <form class="sign-in" @submit=${submit} novalidate>
        <p class="brand">${icon('brand')}<span>Headland</span></p>
        <h1 tabindex="-1">Sign in</h1>
        ${query.then && !problem ? html`<p class="faint">You return to the requested page after signing in.</p>` : nothing}
        ${input({name: 'username', label: 'Email', type: 'email', needed: true, autocomplete: 'username', value: session.name})}
        ${input({name: 'password', label: 'Password', type: 'password', needed: true, autocomplete: 'current-password'})}
        <div class="outcome" role="alert">${problem ? html`<p class="wrong">${problemText(problem)}</p>` : nothing}</div>
        <button class="main wide" ?disabled=${busy}>${busy ? 'Signing in…' : 'Sign in'}</button>
        <p class="faint small">Use the email and the password of your API owner. You stay signed in for 24 hours in all tabs of this browser, also after closing it, until you sign out.</p>
      </form>
    `);

  async function submit(event) {
    event.preventDefault();
    const form = new FormData(event.target);
    busy = true;
    draw();
    try {
      const username = textOf(form, 'username');
      const {body} = await post('/api/authenticate', {
        body: {username, password: form.get('password')},
        signal,
      });
      session.begin(username, body.id_token);
      location.replace(afterSignIn(query));
    } catch (refused) {
      if (refused.name !== 'AbortError') {
        problem = refused;
        busy = false;
        draw();
        document.getElementById('f-password').focus();
      }
    }
  }

  draw();
}

function problemText(problem) {
  switch (problem.status) {
    case 401:
      return 'The email or the password is incorrect.';
    case 400:
      return 'Enter both the email and the password.';
    default:
      return problem.message;
  }
}

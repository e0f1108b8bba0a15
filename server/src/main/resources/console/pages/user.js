import {html, nothing} from '../lit/lit-html.js';
import {removeCredential} from '../api/accounts.js';
import {endOfFeed, eventsBefore} from '../api/events-feed.js';
import {changeUser, deleteUser} from '../api/users.js';
import {UserHead} from '../parts/account.js';
import {badge} from '../parts/badge.js';
import {ask} from '../parts/dialog.js';
import {icon} from '../parts/icons.js';
import {Asked, block, lines} from '../parts/loading.js';
import {ago} from '../parts/time.js';
import {empty, trouble} from '../parts/trouble.js';
import {address, go} from '../shell/router.js';
import {tell} from '../shell/announce.js';
import {eventInWords, moodOf} from '../words/events.js';
import {PROVIDERS, providersOf} from '../words/providers.js';
import {credentialBadge, credentialMeaning} from '../words/states.js';
import {askForCredential} from './credential-form.js';
import {sendLink} from './magic-link-form.js';
import {askForUser} from './user-form.js';

/** Events of fields and boundaries are summed up by their sync run. */
const NEWS = 'organization.*,credential.*,sync_run.*';

/** One Leaf user: its data and its credentials. */
export function page({params, show, signal}) {
  const lately = new Asked(draw, signal);
  const head = new UserHead(params, 'overview', draw, signal);

  function draw() {
    const {user, failure} = head;
    show(html`
      ${head.show({actions: user ? actions() : nothing})}
      ${failure
        ? trouble(failure)
        : html`<div class="two">
            <section aria-labelledby="credentials">
              <div class="title"><h2 id="credentials">Credentials</h2></div>
              ${user ? credentials(user) : block('card')}
            </section>
            <section aria-labelledby="person">
              <div class="title"><h2 id="person">Details</h2></div>
              ${user ? person(user) : block('card')}
              <div class="title before"><h2>Recent activity</h2></div>
              <div class="card">${lately.show((events) => happened(events, params.leafUserId), lines(5))}</div>
            </section>
          </div>`}
    `);
  }

  const actions = () => html`
    <button @click=${invite}>${icon('link')}Send a link…</button>
    <button @click=${edit}>Edit</button>
    <button @click=${drop}>Delete…</button>
  `;

  function credentials(user) {
    const held = providersOf(user);
    return held.length === 0
      ? empty('No credentials yet', 'A credential gives Headland access to the grower’s account at a provider. Add one, or send the grower a link.',
          html`<button class="main" @click=${() => attach()}>${icon('plus')}Add a credential</button>`)
      : html`
          <ul class="cards">
            ${held.map((provider) => card(provider, user[provider.key]))}
          </ul>
          ${held.length < PROVIDERS.length
            ? html`<p class="after"><button @click=${() => attach()}>${icon('plus')}Add another credential</button></p>`
            : nothing}
        `;
  }

  function card(provider, credential) {
    const scopes = credential.tokenMetadata?.scopes ?? [];
    return html`<li class="card">
      <div class="title">
        <h3>${provider.synced ? html`<a href=${address(`/users/${params.leafUserId}/${provider.wire}`)}>${provider.name}</a>` : provider.name}</h3>
        ${credentialBadge(credential.status)}
      </div>
      <p class="faint">${credentialMeaning(credential.status)}</p>
      <dl class="facts">
        <dt>Added</dt><dd>${ago(credential.createdTime)}</dd>
        ${credential.clientEnvironment ? html`<dt>Environment</dt><dd>${credential.clientEnvironment === 'STAGE' ? 'Sandbox' : 'Production'}</dd>` : nothing}
        ${scopes.length > 0 ? html`<dt>Scopes</dt><dd>${scopes.map(scopeInWords).join(', ')}</dd>` : nothing}
      </dl>
      <div class="actions">
        ${provider.synced ? html`<a class="button slight" href=${address(`/users/${params.leafUserId}/${provider.wire}`)}>Organizations</a>
            <a class="button slight" href=${address(`/users/${params.leafUserId}/${provider.wire}/calls`)}>Calls</a>` : nothing}
        <button class="slight" @click=${() => attach(provider)}>Replace…</button>
        <button class="slight" @click=${() => detach(provider)}>Remove…</button>
      </div>
    </li>`;
  }

  async function invite() {
    try {
      await sendLink({leafUserId: params.leafUserId, user: head.user, signal});
    } catch (failure) {
      tell(failure.message);
    }
  }

  async function edit() {
    const user = await askForUser({title: 'Edit Leaf user', verb: 'Save', user: head.user, act: (keys) => changeUser(params.leafUserId, keys)});
    if (user) {
      head.know(user);
      tell('Saved');
      draw();
    }
  }

  async function drop() {
    const done = await ask({
      title: `Delete ${head.user.name}?`,
      body: () => html`<p>Deletes the Leaf user with all credentials, organizations, fields and sync runs.</p>
        <p>This cannot be undone.</p>`,
      verb: 'Delete',
      danger: true,
      act: () => deleteUser(params.leafUserId),
    });
    if (done) {
      tell(`${head.user.name} was deleted`);
      go('/users');
    }
  }

  async function attach(provider) {
    const done = await askForCredential({leafUserId: params.leafUserId, user: head.user, provider});
    if (done) {
      tell(`The credential for ${done.provider.name} was added`);
      head.know({...head.user, [done.provider.key]: done.credential});
      draw();
    }
  }

  async function detach(provider) {
    const done = await ask({
      title: `Remove the credential for ${provider.name}?`,
      body: () => html`<p>Removes the credential and the list of its calls${provider.synced ? ', hides its organizations and stops their sync' : ''}. The grant at the provider is not revoked.</p>`,
      verb: 'Remove',
      danger: true,
      act: () => removeCredential(params.leafUserId, provider.path),
    });
    if (done) {
      tell(`The credential for ${provider.name} was removed`);
      const {[provider.key]: _, ...user} = head.user;
      head.know(user);
      draw();
    }
  }

  lately.ask(async () =>
    (await eventsBefore(await endOfFeed(signal), {leafUserId: params.leafUserId, types: NEWS, limit: 6}, signal)).items);
}

const happened = (events, leafUserId) =>
  events.length === 0
    ? html`<p class="faint">No recent activity.</p>`
    : html`<ul class="lately">${events.map((event) => html`<li>
          ${badge(moodOf(event), event.type)}
          <span class="long">${eventInWords(event)}</span>
          <span class="faint small">${ago(event.timestamp)}</span>
        </li>`)}</ul>
        <p class="after small"><a href=${address('/events', {leafUserId})}>Show all events</a></p>`;

const person = (user) => html`<div class="card">
  <dl class="facts">
    <dt>Email</dt><dd class="long">${user.email}</dd>
    <dt>Your identifier</dt><dd class="long">${user.externalId ?? none}</dd>
    <dt>Phone</dt><dd class="long">${user.phone ?? none}</dd>
    <dt>Address</dt><dd class="long">${user.address ?? none}</dd>
    <dt>Id</dt><dd><code>${user.id}</code></dd>
  </dl>
</div>`;

const none = html`<span class="faint">none</span>`;

function scopeInWords(scope) {
  const [what, verb] = scope.toLowerCase().split(':');
  return `${verb} ${what}`;
}

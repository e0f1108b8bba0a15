// @ts-check
import {html, nothing} from '../lit/lit-html.js';
import {badge} from '../parts/badge.js';
import {icon} from '../parts/icons.js';
import {placeholderBlock, placeholderLines} from '../parts/loading.js';
import {emptyState, errorMessage} from '../parts/messages.js';
import {relativeTime} from '../parts/time.js';
import {address} from '../shell/router.js';
import {eventText, toneOf} from '../labels/events.js';
import {PROVIDERS, providersOf} from '../labels/providers.js';
import {credentialBadge, credentialMeaning} from '../labels/states.js';

/** @param {import('./user-model.js').UserModel} model */
export function userView(model) {
  const {user} = model;
  const {failure} = model.header;
  return html`
    ${model.header.render({actions: user ? actionButtons(model) : nothing})}
    ${model.actions.render()}
    ${failure
      ? errorMessage(failure)
      : html`<div class="two">
          <section aria-labelledby="credentials">
            <div class="title"><h2 id="credentials">Credentials</h2></div>
            ${user ? credentials(model) : placeholderBlock('card')}
          </section>
          <section aria-labelledby="person">
            <div class="title"><h2 id="person">Details</h2></div>
            ${user ? details(user) : placeholderBlock('card')}
            <div class="title before"><h2>Recent activity</h2></div>
            <div class="card">${model.activity.render((events) => recentActivity(events, model.leafUserId), placeholderLines(5))}</div>
          </section>
        </div>`}
  `;
}

const actionButtons = (model) => html`
  <button @click=${() => model.sendLink()}>${icon('link')}Send a link…</button>
  <a class="button" href=${address('/machine-files', {leafUserId: model.leafUserId})}>${icon('upload')}Machine files</a>
  <button @click=${() => model.edit()}>Edit</button>
  <button @click=${() => model.remove()}>Delete…</button>
`;

function credentials(model) {
  const providers = providersOf(model.user);
  return providers.length === 0
    ? emptyState('No credentials yet', 'A credential gives Headland access to the grower’s account at a provider. Add one, or send the grower a link.',
        html`<button class="main" @click=${() => model.storeCredential()}>${icon('plus')}Add a credential</button>`)
    : html`
        <ul class="cards">
          ${providers.map((provider) => credentialCard(provider, model))}
        </ul>
        ${providers.length < PROVIDERS.length
          ? html`<p class="after"><button @click=${() => model.storeCredential()}>${icon('plus')}Add another credential</button></p>`
          : nothing}
      `;
}

function credentialCard(provider, model) {
  const credential = model.user[provider.key];
  const scopes = credential.tokenMetadata?.scopes ?? [];
  const account = `/users/${model.leafUserId}/${provider.wire}`;
  return html`<li class="card">
    <div class="title">
      <h3>${provider.synced ? html`<a href=${address(account)}>${provider.name}</a>` : provider.name}</h3>
      ${credentialBadge(credential.status)}
    </div>
    <p class="faint">${credentialMeaning(credential.status)}</p>
    <dl class="facts">
      <dt>Added</dt><dd>${relativeTime(credential.createdTime)}</dd>
      ${credential.clientEnvironment ? html`<dt>Environment</dt><dd>${credential.clientEnvironment === 'STAGE' ? 'Sandbox' : 'Production'}</dd>` : nothing}
      ${scopes.length > 0 ? html`<dt>Scopes</dt><dd>${scopes.map(scopeText).join(', ')}</dd>` : nothing}
    </dl>
    <div class="actions">
      ${provider.synced ? html`<a class="button slight" href=${address(account)}>Organizations</a>
          <a class="button slight" href=${address(`${account}/calls`)}>Calls</a>` : nothing}
      <button class="slight" @click=${() => model.storeCredential(provider)}>Replace…</button>
      <button class="slight" @click=${() => model.removeCredential(provider)}>Remove…</button>
    </div>
  </li>`;
}

const recentActivity = (events, leafUserId) =>
  events.length === 0
    ? html`<p class="faint">No recent activity.</p>`
    : html`<ul class="activity">${events.map((event) => html`<li>
          ${badge(toneOf(event), event.type)}
          <span class="long">${eventText(event)}</span>
          <span class="faint small">${relativeTime(event.timestamp)}</span>
        </li>`)}</ul>
        <p class="after small"><a href=${address('/events', {leafUserId})}>Show all events</a></p>`;

const details = (user) => html`<div class="card">
  <dl class="facts">
    <dt>Email</dt><dd class="long">${user.email}</dd>
    <dt>Your identifier</dt><dd class="long">${user.externalId ?? none}</dd>
    <dt>Phone</dt><dd class="long">${user.phone ?? none}</dd>
    <dt>Address</dt><dd class="long">${user.address ?? none}</dd>
    <dt>Id</dt><dd><code>${user.id}</code></dd>
  </dl>
</div>`;

const none = html`<span class="faint">none</span>`;

function scopeText(scope) {
  const [what, verb] = scope.toLowerCase().split(':');
  return `${verb} ${what}`;
}

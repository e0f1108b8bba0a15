import {html, nothing} from '../lit/lit-html.js';
import {listAppKeys, listMagicLinks, removeAppKey, removeMagicLink} from '../api/connect.js';
import {findUser} from '../api/users.js';
import {badge} from '../parts/badge.js';
import {ask} from '../parts/dialog.js';
import {heading} from '../parts/heading.js';
import {icon} from '../parts/icons.js';
import {Asked} from '../parts/loading.js';
import {paging} from '../parts/paging.js';
import {table} from '../parts/table.js';
import {ago} from '../parts/time.js';
import {empty} from '../parts/trouble.js';
import {tell} from '../shell/announce.js';
import {address} from '../shell/router.js';
import {SYNCED, providerNamed} from '../words/providers.js';
import {askForAppKey} from './app-key-form.js';

const SIZE = 20;

/** App keys, and the links that use them. */
export function page({query, show, signal, samePlace}) {
  const keys = new Asked(draw, signal);
  const links = new Asked(draw, signal, samePlace ? 'links' : undefined);
  const names = new Map();

  function draw() {
    show(html`
      ${heading('Connect', {
        below: 'A link leads a grower through the sign-in at a provider and the choice of organizations. It uses an app key: the application that you registered at the provider.',
      })}
      <div class="title"><h2>App keys</h2><button class="slight" @click=${addKey}>${icon('plus')}Add an app key</button></div>
      <div class="gap half"></div>
      ${keys.show(shownKeys, table({...keysOf([]), meanwhile: 2}))}
      <h2 class="before">Links</h2>
      ${links.show(shownLinks, table({...linksOf([]), meanwhile: 3}))}
    `);
  }

  const shownKeys = (rows) =>
    rows.length === 0
      ? empty('No app keys yet', 'Register an application at the provider, then add its key and secret here. Links for growers use it.',
          html`<button class="main" @click=${addKey}>${icon('plus')}Add an app key</button>`)
      : table(keysOf(rows));

  const keysOf = (rows) => ({
    caption: 'App keys',
    rows,
    key: (each) => `${each.provider}/${each.appName}/${each.clientEnvironment}`,
    columns: [
      {name: 'Name', cell: (each) => html`<span class="name">${each.appName}</span>`},
      {name: 'Provider', cell: (each) => html`<span class="one-line">${providerNamed(each.provider).name}</span>`},
      {name: 'Environment', cell: (each) => (each.clientEnvironment === 'STAGE' ? 'Sandbox' : 'Production')},
      {name: 'Scopes', cell: (each) => (each.scopes.length === 0 ? html`<span class="faint">default</span>` : html`<span class="long">${each.scopes.join(', ')}</span>`)},
      {name: 'Added', cell: (each) => ago(each.createdTime)},
      {name: 'Change', unseen: true, kind: 'act', cell: (each) => html`<span class="actions">
        <button class="slight" @click=${() => replaceKey(each)}>Replace…<span class="unseen"> ${each.appName}</span></button>
        <button class="slight" @click=${() => dropKey(each)}>Remove…<span class="unseen"> ${each.appName}</span></button></span>`},
    ],
  });

  const shownLinks = ({body, links: way, total}, busy) =>
    body.length === 0
      ? empty('No links yet', html`Links are created for a Leaf user: <a href="#/users">choose one</a>, then “Send a link”.`)
      : html`
          ${table({...linksOf(body), busy})}
          ${paging({links: way, total, size: SIZE, shown: body.length, path: '/connect', query})}
        `;

  const linksOf = (rows) => ({
    caption: 'Links',
    rows,
    key: (each) => each.id,
    columns: [
      {name: 'Leaf user', cell: (each) => html`<a class="name" href=${address(`/users/${each.leafUserId}`)}>${names.get(each.leafUserId) ?? 'Leaf user'}</a>`},
      {name: 'Status', cell: stateOf},
      {name: 'Providers', cell: (each) => (each.allowedProviders ?? []).map((wire) => providerNamed(wire).name).join(', ') || html`<span class="faint">all</span>`},
      {name: 'Used', kind: 'number', cell: (each) => `${each.usageCount} of ${each.maxUsage}`},
      {name: 'Last opened', cell: (each) => ago(each.lastAccessedAt)},
      {name: 'Change', unseen: true, kind: 'act', cell: (each) => html`<button class="slight" @click=${() => dropLink(each)}>Withdraw…<span class="unseen"> the link of ${names.get(each.leafUserId)}</span></button>`},
    ],
  });

  async function addKey() {
    await storeKey();
  }

  const replaceKey = (appKey) => storeKey(appKey);

  async function storeKey(appKey) {
    const stored = await askForAppKey(appKey);
    if (stored) {
      tell(`The app key ${stored.appName} was added`);
      loadKeys();
    }
  }

  async function dropKey(appKey) {
    const done = await ask({
      title: `Remove the app key ${appKey.appName}?`,
      body: () => html`<p>Links that use it stop working. Existing credentials are not affected.</p>`,
      verb: 'Remove',
      danger: true,
      act: () => removeAppKey(appKey),
    });
    if (done) {
      tell(`The app key ${appKey.appName} was removed`);
      loadKeys();
    }
  }

  async function dropLink(link) {
    const done = await ask({
      title: 'Withdraw this link?',
      body: () => html`<p>The link stops working. Existing credentials are not affected.</p>`,
      verb: 'Withdraw',
      danger: true,
      act: () => removeMagicLink('provider', link.id),
    });
    if (done) {
      tell('The link was withdrawn');
      loadLinks();
    }
  }

  const loadKeys = () =>
    keys.ask(async () => (await Promise.all(SYNCED.map((each) => listAppKeys(each.wire, signal)))).flat());

  async function loadLinks() {
    await links.ask(() => listMagicLinks('provider', {size: SIZE, page: query.page}, signal));
    const unknown = new Set((links.value?.body ?? []).map((each) => each.leafUserId).filter((id) => !names.has(id)));
    await Promise.all([...unknown].map((id) => findUser(id, signal).then((user) => names.set(id, user.name), () => undefined)));
    draw();
  }

  loadKeys();
  loadLinks();
}

function stateOf({expiresAt, usageCount, maxUsage}) {
  if (usageCount >= maxUsage) {
    return badge('idle', 'Used up');
  }
  return new Date(expiresAt) > new Date()
    ? html`<span>${badge('good', 'Active')}<span class="under">expires ${ago(expiresAt)}</span></span>`
    : html`<span>${badge('idle', 'Expired')}<span class="under">${ago(expiresAt)}</span></span>`;
}

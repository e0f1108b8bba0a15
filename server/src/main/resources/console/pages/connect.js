// @ts-check
import {html} from '../lit/lit-html.js';
import {listAppKeys, listMagicLinks, removeAppKey, removeMagicLink} from '../api/connect.js';
import {findUser} from '../api/users.js';
import {badge} from '../parts/badge.js';
import {confirmDeletion} from '../parts/confirm-deletion.js';
import {pageHeading} from '../parts/heading.js';
import {icon} from '../parts/icons.js';
import {Loadable} from '../parts/loading.js';
import {paging} from '../parts/paging.js';
import {table} from '../parts/table.js';
import {relativeTime} from '../parts/time.js';
import {emptyState} from '../parts/messages.js';
import {notify} from '../shell/announce.js';
import {address} from '../shell/router.js';
import {SYNCED_PROVIDERS, providerByWireName} from '../labels/providers.js';
import {openAppKeyForm} from './app-key-form.js';

const SIZE = 20;

/** App keys, and the links that use them. */
export function page({query, show, signal, samePlace}) {
  const keys = new Loadable(draw, signal);
  const links = new Loadable(draw, signal, samePlace ? 'links' : undefined);
  const names = new Map();

  function draw() {
    show(html`
      ${pageHeading('Connect', {
        below: 'A link leads a grower through the sign-in at a provider and the choice of organizations. It uses an app key: the application that you registered at the provider.',
      })}
      <div class="title"><h2>App keys</h2><button class="slight" @click=${() => storeKey()}>${icon('plus')}Add an app key</button></div>
      <div class="gap half"></div>
      ${keys.render(keyList, table({...keyTable([]), placeholderRows: 2}))}
      <h2 class="before">Links</h2>
      ${links.render(linkList, table({...linkTable([]), placeholderRows: 3}))}
    `);
  }

  const keyList = (rows) =>
    rows.length === 0
      ? emptyState('No app keys yet', 'Register an application at the provider, then add its key and secret here. Links for growers use it.',
          html`<button class="main" @click=${() => storeKey()}>${icon('plus')}Add an app key</button>`)
      : table(keyTable(rows));

  const keyTable = (rows) => ({
    caption: 'App keys',
    rows,
    key: (each) => `${each.provider}/${each.appName}/${each.clientEnvironment}`,
    columns: [
      {name: 'Name', cell: (each) => html`<span class="name">${each.appName}</span>`},
      {name: 'Provider', cell: (each) => html`<span class="one-line">${providerByWireName(each.provider).name}</span>`},
      {name: 'Environment', cell: (each) => (each.clientEnvironment === 'STAGE' ? 'Sandbox' : 'Production')},
      {name: 'Scopes', cell: (each) => (each.scopes.length === 0 ? html`<span class="faint">default</span>` : html`<span class="long">${each.scopes.join(', ')}</span>`)},
      {name: 'Added', cell: (each) => relativeTime(each.createdTime)},
      {name: 'Change', unseen: true, kind: 'act', cell: (each) => html`<span class="actions">
        <button class="slight" @click=${() => storeKey(each)}>Replace…<span class="unseen"> ${each.appName}</span></button>
        <button class="slight" @click=${() => removeKey(each)}>Remove…<span class="unseen"> ${each.appName}</span></button></span>`},
    ],
  });

  const linkList = ({body, links: way, total}, busy) =>
    body.length === 0
      ? emptyState('No links yet', html`Links are created for a Leaf user: <a href="#/users">choose one</a>, then “Send a link”.`)
      : html`
          ${table({...linkTable(body), busy})}
          ${paging({links: way, total, size: SIZE, shown: body.length, path: '/connect', query})}
        `;

  const linkTable = (rows) => ({
    caption: 'Links',
    rows,
    key: (each) => each.id,
    columns: [
      {name: 'Leaf user', cell: (each) => html`<a class="name" href=${address(`/users/${each.leafUserId}`)}>${names.get(each.leafUserId) ?? 'Leaf user'}</a>`},
      {name: 'Status', cell: linkStatus},
      {name: 'Providers', cell: (each) => (each.allowedProviders ?? []).map((wire) => providerByWireName(wire).name).join(', ') || html`<span class="faint">all</span>`},
      {name: 'Used', kind: 'number', cell: (each) => `${each.usageCount} of ${each.maxUsage}`},
      {name: 'Last opened', cell: (each) => relativeTime(each.lastAccessedAt)},
      {name: 'Change', unseen: true, kind: 'act', cell: (each) => html`<button class="slight" @click=${() => removeLink(each)}>Withdraw…<span class="unseen"> the link of ${names.get(each.leafUserId)}</span></button>`},
    ],
  });

  /** @param {object} [appKey] the app key to replace */
  async function storeKey(appKey) {
    const stored = await openAppKeyForm(appKey);
    if (stored) {
      notify(`The app key ${stored.appName} was added`);
      loadKeys();
    }
  }

  const removeKey = (appKey) => confirmDeletion({
    what: `the app key ${appKey.appName}`,
    verb: 'Remove',
    consequences: ['Links that use it stop working. Existing credentials are not affected.'],
    act: () => removeAppKey(appKey),
    done: `The app key ${appKey.appName} was removed`,
    then: loadKeys,
  });

  const removeLink = (link) => confirmDeletion({
    what: 'this link',
    verb: 'Withdraw',
    consequences: ['The link stops working. Existing credentials are not affected.'],
    act: () => removeMagicLink('provider', link.id),
    done: 'The link was withdrawn',
    then: loadLinks,
  });

  const loadKeys = () =>
    keys.load(async () => (await Promise.all(SYNCED_PROVIDERS.map((each) => listAppKeys(each.wire, signal)))).flat());

  async function loadLinks() {
    await links.load(() => listMagicLinks('provider', {size: SIZE, page: query.page}, signal));
    const unknown = new Set((links.value?.body ?? []).map((each) => each.leafUserId).filter((id) => !names.has(id)));
    await Promise.all([...unknown].map((id) => findUser(id, signal).then((user) => names.set(id, user.name), () => undefined)));
    draw();
  }

  loadKeys();
  loadLinks();
}

function linkStatus({expiresAt, usageCount, maxUsage}) {
  if (usageCount >= maxUsage) {
    return badge('idle', 'Used up');
  }
  return new Date(expiresAt) > new Date()
    ? html`<span>${badge('good', 'Active')}<span class="under">expires ${relativeTime(expiresAt)}</span></span>`
    : html`<span>${badge('idle', 'Expired')}<span class="under">${relativeTime(expiresAt)}</span></span>`;
}

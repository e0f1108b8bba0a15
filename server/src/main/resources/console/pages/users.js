// @ts-check
import {html} from '../lit/lit-html.js';
import {createUser, listUsers, searchUsers} from '../api/users.js';
import {Loadable} from '../parts/loading.js';
import {pageHeading} from '../parts/heading.js';
import {icon} from '../parts/icons.js';
import {paging} from '../parts/paging.js';
import {searchField} from '../parts/search.js';
import {table} from '../parts/table.js';
import {emptyState} from '../parts/messages.js';
import {address, navigate} from '../shell/router.js';
import {notify} from '../shell/announce.js';
import {countOf} from '../labels/numbers.js';
import {providersOf} from '../labels/providers.js';
import {openUserForm} from './user-form.js';

const SIZE = 20;

/** All Leaf users, searched by name, email or your own identifier. */
export function page({show, query, signal, samePlace}) {
  const list = new Loadable(draw, signal, samePlace ? 'users' : undefined);

  function draw() {
    show(html`
      ${pageHeading('Leaf users', {
        below: 'The growers in your software.',
        actions: html`<button class="main" @click=${create}>${icon('plus')}New Leaf user</button>`,
      })}
      ${searchField({query, label: 'Search Leaf users', placeholder: 'Name, email or identifier'})}
      ${list.render(userList, table({...tableOf([]), placeholderRows: 8}))}
    `);
  }

  function userList({body, links, total, more}, busy) {
    if (body.length === 0) {
      return query.search
        ? emptyState('No Leaf users found', html`No name, email or identifier has a word that begins with “${query.search}”.`,
            html`<a class="button" href="#/users">Show all Leaf users</a>`)
        : emptyState('No Leaf users yet', 'A Leaf user is a grower who uses your software. Create one, then add its credentials.',
            html`<button class="main" @click=${create}>${icon('plus')}New Leaf user</button>`);
    }
    return html`
      ${table({...tableOf(body, query.search), busy})}
      ${query.search
        ? html`<p class="after faint small">${more ? `The first ${countOf(body.length, 'result')}. Enter more of the name to find others.` : countOf(body.length, 'Leaf user')}</p>`
        : paging({links, total, size: SIZE, shown: body.length, path: '/users', query})}
    `;
  }

  async function create() {
    const user = await openUserForm({title: 'New Leaf user', verb: 'Create', act: createUser});
    if (user) {
      notify(`${user.name} was created`);
      navigate(`/users/${user.id}`);
    }
  }

  list.load(() =>
    query.search
      ? searchUsers(query.search, signal).then(({items, more}) => ({body: items, links: {}, more}))
      : listUsers({size: SIZE, page: query.page, after: query.after, before: query.before}, signal));
}

const tableOf = (rows, searched) => ({
  caption: 'Leaf users',
  rows,
  key: (user) => user.id,
  columns: [
    {name: 'Name', cell: (user) => html`<a class="name" href=${address(`/users/${user.id}`)}>${user.name}</a>`},
    {name: 'Email', cell: (user) => html`<span class="long">${user.email}</span>`},
    {name: 'Your identifier', cell: (user) => user.externalId ? html`<span class="long">${user.externalId}</span>` : html`<span class="faint">none</span>`},
    ...(searched ? [] : [{name: 'Providers', cell: (user) => {
      const names = providersOf(user).map((each) => each.name);
      return names.length === 0 ? html`<span class="faint">none</span>` : names.join(', ');
    }}]),
  ],
});

// @ts-check
import {html, nothing} from '../lit/lit-html.js';
import {createWebhook, listWebhooks} from '../api/webhooks.js';
import {pageHeading} from '../parts/heading.js';
import {icon} from '../parts/icons.js';
import {Loadable} from '../parts/loading.js';
import {table} from '../parts/table.js';
import {emptyState} from '../parts/messages.js';
import {notify} from '../shell/announce.js';
import {address, navigate} from '../shell/router.js';
import {formatNumber} from '../labels/numbers.js';
import {backlogOf, kindText, webhookBadge} from '../labels/webhooks.js';
import {openWebhookForm, showSecret} from './webhook-form.js';

/** All webhooks and their status. */
export function page({show, signal}) {
  const list = new Loadable(draw, signal);

  function draw() {
    show(html`
      ${pageHeading('Webhooks', {
        below: 'Endpoints that receive events as they happen.',
        actions: html`<button class="main" @click=${add}>${icon('plus')}New webhook</button>`,
      })}
      ${list.render((rows) => (rows.length === 0
        ? emptyState('No webhooks yet', html`A webhook sends events to your program. You can also read the <a href="#/events">event feed</a>.`,
            html`<button class="main" @click=${add}>${icon('plus')}New webhook</button>`)
        : table(tableOf(rows))), table({...tableOf([]), placeholderRows: 3}))}
    `);
  }

  async function add() {
    const created = await openWebhookForm({title: 'New webhook', verb: 'Create', act: createWebhook});
    if (created) {
      notify(`${created.name} was created`);
      await showSecret(created);
      navigate(`/webhooks/${created.id}`);
    }
  }

  list.load(() => listWebhooks(signal));
}

const tableOf = (rows) => ({
  caption: 'Webhooks',
  rows,
  key: (each) => each.id,
  columns: [
    {name: 'Name', cell: (each) => html`<div><a class="name" href=${address(`/webhooks/${each.id}`)}>${each.name}</a><span class="under long">${each.url}</span></div>`},
    {name: 'Status', cell: webhookBadge},
    {name: 'Events', cell: (each) => html`<span class="long">${each.types.includes('*') ? 'all' : each.types.join(', ')}</span>`},
    {name: 'Kind', cell: (each) => kindText(each.kind)},
    {name: 'Backlog', kind: 'number', cell: (each) => html`<span>${formatNumber(backlogOf(each))}${each.waiting > 0 ? html`<span class="under">${formatNumber(each.waiting)} to retry</span>` : nothing}</span>`},
  ],
});

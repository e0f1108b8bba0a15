import {html, nothing} from '../lit/lit-html.js';
import {createWebhook, listWebhooks} from '../api/webhooks.js';
import {heading} from '../parts/heading.js';
import {icon} from '../parts/icons.js';
import {Asked} from '../parts/loading.js';
import {table} from '../parts/table.js';
import {empty} from '../parts/trouble.js';
import {tell} from '../shell/announce.js';
import {address, go} from '../shell/router.js';
import {count} from '../words/numbers.js';
import {backlogOf, kindInWords, webhookBadge} from '../words/webhooks.js';
import {askForWebhook, showSecret} from './webhook-form.js';

/** All webhooks and their status. */
export function page({show, signal}) {
  const list = new Asked(draw, signal);

  function draw() {
    show(html`
      ${heading('Webhooks', {
        below: 'Endpoints that receive events as they happen.',
        actions: html`<button class="main" @click=${add}>${icon('plus')}New webhook</button>`,
      })}
      ${list.show((rows) => (rows.length === 0
        ? empty('No webhooks yet', html`A webhook sends events to your program. You can also read the <a href="#/events">event feed</a>.`,
            html`<button class="main" @click=${add}>${icon('plus')}New webhook</button>`)
        : table(of(rows))), table({...of([]), meanwhile: 3}))}
    `);
  }

  async function add() {
    const made = await askForWebhook({title: 'New webhook', verb: 'Create', act: createWebhook});
    if (made) {
      tell(`${made.name} was created`);
      await showSecret(made);
      go(`/webhooks/${made.id}`);
    }
  }

  list.ask(() => listWebhooks(signal));
}

const of = (rows) => ({
  caption: 'Webhooks',
  rows,
  key: (each) => each.id,
  columns: [
    {name: 'Name', cell: (each) => html`<div><a class="name" href=${address(`/webhooks/${each.id}`)}>${each.name}</a><span class="under long">${each.url}</span></div>`},
    {name: 'Status', cell: webhookBadge},
    {name: 'Events', cell: (each) => html`<span class="long">${each.types.includes('*') ? 'all' : each.types.join(', ')}</span>`},
    {name: 'Kind', cell: (each) => kindInWords(each.kind)},
    {name: 'Backlog', kind: 'number', cell: (each) => html`<span>${count(backlogOf(each))}${each.waiting > 0 ? html`<span class="under">${count(each.waiting)} to retry</span>` : nothing}</span>`},
  ],
});

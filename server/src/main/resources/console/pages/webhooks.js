import {html} from '../lit/lit-html.js';
import {createWebhook, listWebhooks} from '../api/webhooks.js';
import {heading} from '../parts/heading.js';
import {icon} from '../parts/icons.js';
import {Asked} from '../parts/loading.js';
import {table} from '../parts/table.js';
import {empty} from '../parts/trouble.js';
import {tell} from '../shell/announce.js';
import {address, go} from '../shell/router.js';
import {count} from '../words/numbers.js';
import {kindInWords, webhookBadge} from '../words/webhooks.js';
import {askForWebhook, showSecret} from './webhook-form.js';

/** Where events are sent, and how that goes. */
export function page({show, signal}) {
  const list = new Asked(draw, signal);

  function draw() {
    show(html`
      ${heading('Webhooks', {
        below: 'Programs of yours that are told of every change as it happens.',
        actions: html`<button class="main" @click=${add}>${icon('plus')}New webhook</button>`,
      })}
      ${list.show((rows) => (rows.length === 0
        ? empty('No webhook yet', html`A webhook sends events to a program of yours. Or read the <a href="#/events">feed of events</a>, which is there anyway.`,
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
    {name: 'State', cell: webhookBadge},
    {name: 'Events', cell: (each) => html`<span class="long">${each.types.includes('*') ? 'all' : each.types.join(', ')}</span>`},
    {name: 'Kind', cell: (each) => kindInWords(each.kind)},
    {name: 'Behind', kind: 'number', cell: (each) => count(each.behind)},
  ],
});

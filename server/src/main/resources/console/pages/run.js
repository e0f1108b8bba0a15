import {html, nothing} from '../lit/lit-html.js';
import {findRun, listOrganizations, runPath} from '../api/accounts.js';
import {follow} from '../api/events.js';
import {UserHead} from '../parts/account.js';
import {Asked, block} from '../parts/loading.js';
import {table} from '../parts/table.js';
import {ago, at} from '../parts/time.js';
import {changesOf} from '../words/changes.js';
import {count, counted, duration} from '../words/numbers.js';
import {causeInWords, failureInWords, runBadge, runMeaning} from '../words/states.js';
import {nameOf} from '../words/names.js';

const KINDS = [['growers', 'Growers'], ['farms', 'Farms'], ['fields', 'Fields'], ['boundaries', 'Boundaries']];
const TALLY = ['added', 'changed', 'removed', 'unchanged'];

/** One sync run: what it changed, in total and by organization; live while it is running. */
export function page({params, show, signal}) {
  const head = new UserHead(params, '/runs', draw, signal);
  const run = new Asked(draw, signal);
  const names = new Map();

  function draw() {
    show(html`${head.show()}${run.show(whole, html`${block('card')}`)}`);
  }

  function whole(it) {
    return html`
      <section class="card spaced" aria-labelledby="run">
        <div class="title"><h2 id="run">Sync of ${at(it.startedAt)}</h2>${runBadge(it.state)}</div>
        <p class="faint">${it.failure ? failureInWords(it.failure) : runMeaning(it.state)}</p>
        ${it.state === 'RUNNING' ? progress(it.progress) : nothing}
        <dl class="facts">
          <dt>Trigger</dt><dd>${causeInWords(it.cause)}${it.forced ? ', forced' : ''}</dd>
          <dt>Started</dt><dd>${ago(it.startedAt)}</dd>
          ${it.durationMillis === undefined ? nothing : html`<dt>Duration</dt><dd>${duration(it.durationMillis)}</dd>`}
          <dt>Calls to the provider</dt><dd>${count(it.providerCalls)}</dd>
          <dt>Id</dt><dd><code>${it.id}</code></dd>
        </dl>
      </section>
      <h2 class="before">Changes</h2>
      ${table({
        caption: 'Changes',
        rows: tallies(it),
        key: ([name]) => name,
        columns: [
          {name: 'Kind', cell: ([name]) => name},
          ...['added', 'changed', 'removed or blocked', 'unchanged'].map((verb, index) => ({
            name: verb[0].toUpperCase() + verb.slice(1),
            kind: 'number',
            cell: ([, numbers]) => (numbers[index] === 0 ? html`<span class="faint">0</span>` : count(numbers[index])),
          })),
        ],
      })}
      ${it.parts?.length > 0
        ? html`<h2 class="before">By organization</h2>${parts(it.parts)}`
        : nothing}
    `;
  }

  const parts = (rows) => table({
    caption: 'Organizations that were read',
    rows,
    key: (part) => part.providerOrgId,
    columns: [
      {name: 'Organization', cell: (part) => html`<div><span class="name">${names.get(part.providerOrgId) ?? part.providerOrgId}</span><span class="under"><code>${part.providerOrgId}</code></span></div>`},
      {name: 'Status', cell: (part) => html`<span>${runBadge(part.state)}${part.failure ? html`<span class="under">${failureInWords(part.failure)}</span>` : nothing}</span>`},
      {name: 'Changes', cell: (part) => html`<span>${changesOf(part) || html`<span class="faint">none</span>`}
        ${part.notPermitted.length > 0 ? html`<span class="under">Not permitted: ${part.notPermitted.map((kind) => kind.toLowerCase()).join(', ')}</span>` : nothing}</span>`},
      {name: 'Calls', kind: 'number', cell: (part) => count(part.providerCalls)},
    ],
  });

  async function load() {
    await run.ask(() => findRun(params.runId, signal));
    if (run.value?.state === 'RUNNING') {
      follow(`${runPath(params.runId)}/events`, {
        signal,
        on: (event, latest) => {
          run.value = {...run.value, ...latest};
          draw();
          if (event === 'end') {
            run.ask(() => findRun(params.runId, signal));
          }
        },
      });
    }
  }

  async function learnNames() {
    try {
      let position = {};
      do {
        const {body, links} = await listOrganizations(params, {size: 100, ...position}, signal);
        body.forEach((each) => names.set(each.providerOrgId, nameOf(each)));
        position = links.next;
        draw();
      } while (position && names.size < 1_000);
    } catch {
      // The ids are shown in any case.
    }
  }

  load();
  learnNames();
}

function progress({organizations, done, fieldsRead}) {
  return html`<p>${done} of ${counted(organizations, 'organization')} read, ${counted(fieldsRead, 'field')}</p>
    <progress aria-label="Progress of the sync" max=${Math.max(organizations, 1)} value=${done}></progress>`;
}

function tallies({organizations, records}) {
  const {added, changed, blocked, unchanged} = organizations;
  return [
    ['Organizations', [added, changed, blocked, unchanged]],
    ...KINDS.filter(([key]) => records[key]).map(([key, name]) => [name, TALLY.map((verb) => records[key][verb])]),
  ];
}

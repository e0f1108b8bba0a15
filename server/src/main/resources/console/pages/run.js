// @ts-check
import {html, nothing} from '../lit/lit-html.js';
import {findRun, listOrganizations, runPath} from '../api/accounts.js';
import {followEvents} from '../api/events.js';
import {Actions} from '../parts/actions.js';
import {UserHeader} from '../parts/user-header.js';
import {Loadable, placeholderBlock} from '../parts/loading.js';
import {missingScopes} from '../parts/missing-scopes.js';
import {table} from '../parts/table.js';
import {relativeTime, dateTime} from '../parts/time.js';
import {changesText} from '../labels/changes.js';
import {formatNumber, countOf, formatDuration} from '../labels/numbers.js';
import {causeText, failureText, runBadge, runMeaning} from '../labels/states.js';
import {nameOf} from '../labels/names.js';
import {sendLink} from './magic-link-form.js';

const KINDS = [['growers', 'Growers'], ['farms', 'Farms'], ['fields', 'Fields'], ['boundaries', 'Boundaries']];
const TALLY = ['added', 'changed', 'removed', 'unchanged'];

/** One sync run: what it changed, in total and by organization; live while it is running. */
export function page({params, show, signal}) {
  const head = new UserHeader(params, '/runs', draw, signal);
  const run = new Loadable(draw, signal);
  const actions = new Actions(draw, signal);
  const names = new Map();

  function draw() {
    show(html`${head.render()}${actions.render()}${run.render(runView, html`${placeholderBlock('card')}`)}`);
  }

  function runView(it) {
    return html`
      <section class="card spaced" aria-labelledby="run">
        <div class="title"><h2 id="run">Sync of ${dateTime(it.startedAt)}</h2>${runBadge(it.state)}</div>
        <p class="faint">${it.failure ? failureText(it.failure) : runMeaning(it.state)}</p>
        ${missingScopes(it, () => actions.act(() => sendLink({leafUserId: params.leafUserId, user: head.user, signal})))}
        ${it.state === 'RUNNING' ? progress(it.progress) : nothing}
        <dl class="facts">
          <dt>Trigger</dt><dd>${causeText(it.cause)}${it.forced ? ', forced' : ''}</dd>
          <dt>Started</dt><dd>${relativeTime(it.startedAt)}</dd>
          ${it.durationMillis === undefined ? nothing : html`<dt>Duration</dt><dd>${formatDuration(it.durationMillis)}</dd>`}
          <dt>Calls to the provider</dt><dd>${formatNumber(it.providerCalls)}</dd>
          <dt>Id</dt><dd><code>${it.id}</code></dd>
        </dl>
      </section>
      <h2 class="before">Changes</h2>
      ${table({
        caption: 'Changes',
        rows: changeRows(it),
        key: ([name]) => name,
        columns: [
          {name: 'Kind', cell: ([name]) => name},
          ...['added', 'changed', 'removed or blocked', 'unchanged'].map((verb, index) => ({
            name: verb[0].toUpperCase() + verb.slice(1),
            kind: 'number',
            cell: ([, numbers]) => (numbers[index] === 0 ? html`<span class="faint">0</span>` : formatNumber(numbers[index])),
          })),
        ],
      })}
      ${it.parts?.length > 0
        ? html`<h2 class="before">By organization</h2>${organizationTable(it.parts)}`
        : nothing}
    `;
  }

  const organizationTable = (rows) => table({
    caption: 'Organizations that were read',
    rows,
    key: (part) => part.providerOrgId,
    columns: [
      {name: 'Organization', cell: (part) => html`<div><span class="name">${names.get(part.providerOrgId) ?? part.providerOrgId}</span><span class="under"><code>${part.providerOrgId}</code></span></div>`},
      {name: 'Status', cell: (part) => html`<span>${runBadge(part.state)}${part.failure ? html`<span class="under">${failureText(part.failure)}</span>` : nothing}</span>`},
      {name: 'Changes', cell: (part) => html`<span>${changesText(part) || html`<span class="faint">none</span>`}
        ${part.notPermitted.length > 0 ? html`<span class="under">Not permitted: ${part.notPermitted.map((kind) => kind.toLowerCase()).join(', ')}</span>` : nothing}</span>`},
      {name: 'Calls', kind: 'number', cell: (part) => formatNumber(part.providerCalls)},
    ],
  });

  async function load() {
    await run.load(() => findRun(params.runId, signal));
    if (run.value?.state === 'RUNNING') {
      followEvents(`${runPath(params.runId)}/events`, {
        signal,
        onEvent: (event, latest) => {
          run.value = {...run.value, ...latest};
          draw();
          if (event === 'end') {
            run.load(() => findRun(params.runId, signal));
          }
        },
      });
    }
  }

  async function loadNames() {
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
  loadNames();
}

function progress({organizations, done, fieldsRead}) {
  return html`<p>${formatNumber(done)} of ${countOf(organizations, 'organization')} read, ${countOf(fieldsRead, 'field')}</p>
    <progress aria-label="Progress of the sync" max=${Math.max(organizations, 1)} value=${done}></progress>`;
}

/** @returns {[string, number[]][]} */
function changeRows({organizations, records}) {
  const {added, changed, blocked, unchanged} = organizations;
  return [
    ['Organizations', [added, changed, blocked, unchanged]],
    ...KINDS.filter(([key]) => records[key]).map(
      /** @returns {[string, number[]]} */
      ([key, name]) => [name, TALLY.map((verb) => records[key][verb])],
    ),
  ];
}

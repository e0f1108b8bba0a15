import {html, nothing} from '../lit/lit-html.js';
import {live} from '../lit/directives/live.js';
import {countOrganizations, listOrganizations, syncAccount} from '../api/accounts.js';
import {readAll} from '../api/pages.js';
import {UserHead} from '../parts/account.js';
import {ask} from '../parts/dialog.js';
import {icon} from '../parts/icons.js';
import {Asked} from '../parts/loading.js';
import {paging} from '../parts/paging.js';
import {RunWatch} from '../parts/run-watch.js';
import {searching} from '../parts/search.js';
import {table} from '../parts/table.js';
import {empty, trouble} from '../parts/trouble.js';
import {tell} from '../shell/announce.js';
import {address} from '../shell/router.js';
import {count, counted} from '../words/numbers.js';
import {providerNamed} from '../words/providers.js';
import {failureInWords} from '../words/states.js';
import {blockedNotice, blockedSign, repair} from './organization-repair.js';
import {STATUSES, blockedGroups, filtered, numbersOf} from './organization-list.js';
import {sendLink} from './magic-link-form.js';
import {columnsOf} from './organization-columns.js';
import {confirmChoice} from './organization-choice.js';

const SIZE = 50;
/** So many are read; an account with more is rare. */
const MOST = 5_000;

/** The organizations of an account: found by name and status, selected, deselected and repaired. */
export function page({params, query, show, signal, samePlace}) {
  const path = `/users/${params.leafUserId}/${params.provider}`;
  const name = providerNamed(params.provider).name;
  const chosen = new Map();
  const counts = new Map();
  let problem;
  let syncing = false;
  const head = new UserHead(params, '', draw, signal);
  const list = new Asked(draw, signal, samePlace ? path : undefined);
  const watch = new RunWatch(params, {draw, signal, ended: load});

  function draw() {
    show(html`
      ${head.show({
        actions: html`<button ?disabled=${syncing} @click=${() => sync(false)}>${icon('busy')}${syncing ? 'Starting…' : 'Sync now'}</button>`,
      })}
      ${watch.show()}
      ${problem ? trouble(problem, problem.status === 503 ? () => sync(false) : undefined) : nothing}
      ${list.show(found, table({caption: 'Organizations', columns: columns([]), rows: [], meanwhile: 8}))}
    `);
  }

  function found({items: all, total}, busy) {
    if (all.length === 0 && watch.run?.state === 'FAILED') {
      return empty('Could not read the organizations', watch.run.failure ? failureInWords(watch.run.failure) : 'The last sync failed.',
        watch.run.failure === 'credentialsUnauthenticated'
          ? html`<button class="main" @click=${repairAll}>${icon('link')}Send a link…</button> <a class="button" href=${address(`/users/${params.leafUserId}`)}>Show the credential</a>`
          : html`<button @click=${() => sync(false)}>${icon('busy')}Sync now</button>`);
    }
    if (all.length === 0) {
      return empty('No organizations', `The grower’s account at ${name} has no organizations. Sync again when the grower has connected one.`,
        html`<button @click=${() => sync(false)}>${icon('busy')}Sync now</button>`);
    }
    const matching = filtered(all, query);
    const first = Math.min(Number(query.page ?? 0), Math.max(0, Math.ceil(matching.length / SIZE) - 1)) * SIZE;
    const rows = matching.slice(first, first + SIZE);
    return html`
      ${statuses(numbersOf(all))}
      ${query.search ? nothing : blockedGroups(all).map(([reason, members]) => blockedNotice({reason, members, path, query, name, leafUser: head.user, repairAll}))}
      <div class="tools">
        ${searching({path, query, signal, label: 'Search organizations', placeholder: 'Name or ID'})}
        ${toolbar(matching.length)}
      </div>
      ${rows.length === 0
        ? empty('No organizations match', query.search ? html`No name or ID contains “${query.search}”.` : 'No organization has this status.',
            html`<a class="button" href=${address(path)}>Show all organizations</a>`)
        : html`
            ${table({caption: 'Organizations', columns: columns(rows), rows, key: (each) => each.providerOrgId, busy, selected: (each) => chosen.has(each.providerOrgId)})}
            ${paging({links: pagesAround(first, matching.length), total: matching.length, size: SIZE, shown: rows.length, path, query: {...query, page: first / SIZE}})}
          `}
      ${total > all.length ? html`<p class="after faint small">The first ${count(all.length)} of ${count(total)} organizations are shown.</p>` : nothing}
    `;
  }

  const statuses = (numbers) => html`<ul class="chips" aria-label="Organizations by status">
    ${STATUSES.map(([status, word]) => html`<li><a class="chip" href=${address(path, {status, search: query.search})}
      aria-current=${(query.status ?? '') === status ? 'true' : nothing}>${word} <span class="number">${count(numbers[status])}</span></a></li>`)}
  </ul>`;

  function toolbar(number) {
    const ticked = chosen.size;
    return html`<div class="toolbar" role="group" aria-label="Change the selected rows">
      <p>${ticked === 0 ? counted(number, 'organization') : `${counted(ticked, 'row')} selected`}</p>
      <div class="actions">
        <button class="slight" ?disabled=${ticked === 0} @click=${() => change([...chosen.values()], 'SELECTED')}>Select…</button>
        <button class="slight" ?disabled=${ticked === 0} @click=${() => change([...chosen.values()], 'PREVIEW')}>Deselect…</button>
      </div>
    </div>`;
  }

  function columns(rows) {
    const open = rows.filter((each) => each.status !== 'BLOCKED');
    const all = open.length > 0 && open.every((each) => chosen.has(each.providerOrgId));
    const tickAll = html`<label class="box"><input type="checkbox" aria-label="Select all rows on this page" .checked=${live(all)} ?disabled=${open.length === 0}
      @change=${() => {
        open.forEach((each) => (all ? chosen.delete(each.providerOrgId) : chosen.set(each.providerOrgId, each)));
        draw();
      }}></label>`;
    return columnsOf({
      tickAll,
      ticked: (each) => chosen.has(each.providerOrgId),
      tick: (each) => {
        chosen.has(each.providerOrgId) ? chosen.delete(each.providerOrgId) : chosen.set(each.providerOrgId, each);
        draw();
      },
      counts,
      change: (each) => change([each], each.status === 'SELECTED' ? 'PREVIEW' : 'SELECTED'),
      blocked: (each) => blockedSign(each, () => repair(each, {name, leafUser: head.user, sync: () => sync(false)})),
      why: (each) => `${path}/why`,
    });
  }

  /** One repair for all organizations that a revoked credential or a missing permission blocks. */
  async function repairAll() {
    try {
      await sendLink({leafUserId: params.leafUserId, user: head.user, signal});
    } catch (failure) {
      tell(failure.message);
    }
  }

  async function change(ticked, status) {
    const organizations = ticked.filter((each) => each.status !== status);
    if (organizations.length === 0) {
      tell(status === 'SELECTED' ? 'These organizations are already selected' : 'None of these organizations is selected');
      return;
    }
    const outcome = await confirmChoice({account: params, organizations, status, signal});
    if (!outcome) {
      return;
    }
    tell(`${counted(outcome.chosen.length, 'organization')} ${status === 'SELECTED' ? 'selected' : 'deselected'}`);
    const now = new Map(outcome.chosen.map((each) => [each.providerOrgId, each]));
    list.value.items = list.value.items.map((each) => now.get(each.providerOrgId) ?? each);
    chosen.clear();
    draw();
    if (status === 'SELECTED') {
      watch.expect();
    } else {
      load();
    }
  }

  async function sync(force) {
    syncing = true;
    problem = undefined;
    draw();
    try {
      await syncAccount(params, force);
      tell('The sync has started');
      load();
      watch.look();
    } catch (refused) {
      if (refused.errorKey === 'syncGuarded') {
        guarded(refused);
      } else {
        problem = refused;
        watch.look();
      }
    }
    syncing = false;
    draw();
  }

  async function guarded(refused) {
    const go = await ask({
      title: 'Sync stopped: many organizations would be blocked',
      body: () => html`<p>${refused.message}</p>
        <p>Such an answer is often a temporary error of the provider. If the grower has really left these organizations, sync again and allow the change.</p>`,
      verb: 'Sync and allow',
      danger: true,
    });
    if (go) {
      sync(true);
    }
  }

  async function load() {
    await list.ask(() => readAll((position) => listOrganizations(params, {size: 100, ...position}, signal), {most: MOST}));
    readCounts();
  }

  async function readCounts() {
    try {
      let position = {};
      do {
        const {body, links} = await countOrganizations(params, {size: 100, ...position}, signal);
        body.forEach((each) => counts.set(each.providerOrgId, each));
        position = links.next;
        draw();
      } while (position && counts.size < 1_000);
    } catch {
      // The list is complete without its counts.
    }
  }

  load();
  watch.look();
}

/** The pages before and after a position in a list that is here as a whole. */
const pagesAround = (first, number) => ({
  prev: first > 0 ? {page: first / SIZE - 1 || undefined} : undefined,
  next: first + SIZE < number ? {page: first / SIZE + 1} : undefined,
});

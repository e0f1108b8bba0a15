import {html, nothing} from '../lit/lit-html.js';
import {live} from '../lit/directives/live.js';
import {countOrganizations, listOrganizations, syncAccount} from '../api/accounts.js';
import {UserHead} from '../parts/account.js';
import {ask} from '../parts/dialog.js';
import {icon} from '../parts/icons.js';
import {Asked} from '../parts/loading.js';
import {paging} from '../parts/paging.js';
import {RunWatch} from '../parts/run-watch.js';
import {table} from '../parts/table.js';
import {empty, trouble} from '../parts/trouble.js';
import {tell} from '../shell/announce.js';
import {counted} from '../words/numbers.js';
import {providerNamed} from '../words/providers.js';
import {blockedSign, repair} from './organization-repair.js';
import {columnsOf} from './organization-columns.js';
import {confirmChoice} from './organization-choice.js';

const SIZE = 50;

/** The organizations that an account reaches: which are synced, which cannot be, and why. */
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
        actions: html`<button ?disabled=${syncing} @click=${() => sync(false)}>${icon('busy')}${syncing ? 'Asking…' : 'Sync now'}</button>`,
      })}
      ${watch.show()}
      ${problem ? trouble(problem, problem.status === 503 ? () => sync(false) : undefined) : nothing}
      ${list.show(found, table({caption: 'Organizations', columns: columns([]), rows: [], meanwhile: 8}))}
    `);
  }

  function found({body, links, total}, busy) {
    if (total === 0) {
      return empty('No organization was found', `The grower’s account at ${name} shows none so far. Ask again once the grower has connected one.`,
        html`<button @click=${() => sync(false)}>${icon('busy')}Sync now</button>`);
    }
    return html`
      ${toolbar(total)}
      ${table({caption: 'Organizations', columns: columns(body), rows: body, key: (each) => each.providerOrgId, busy, selected: (each) => chosen.has(each.providerOrgId)})}
      ${paging({links, total, size: SIZE, shown: body.length, path, query})}
    `;
  }

  function toolbar(total) {
    const number = chosen.size;
    return html`<div class="toolbar" role="group" aria-label="Change the ticked organizations">
      <p>${number === 0 ? counted(total, 'organization') : `${counted(number, 'organization')} ticked`}</p>
      <div class="actions">
        <button class="slight" ?disabled=${number === 0} @click=${() => change([...chosen.values()], 'SELECTED')}>Select…</button>
        <button class="slight" ?disabled=${number === 0} @click=${() => change([...chosen.values()], 'PREVIEW')}>De-select…</button>
      </div>
    </div>`;
  }

  function columns(rows) {
    const open = rows.filter((each) => each.status !== 'BLOCKED');
    const all = open.length > 0 && open.every((each) => chosen.has(each.providerOrgId));
    const tickAll = html`<label class="box"><input type="checkbox" aria-label="Tick all on this page" .checked=${live(all)} ?disabled=${open.length === 0}
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

  async function change(ticked, status) {
    const organizations = ticked.filter((each) => each.status !== status);
    if (organizations.length === 0) {
      tell(status === 'SELECTED' ? 'They are selected already' : 'None of them is selected');
      return;
    }
    const outcome = await confirmChoice({account: params, organizations, status, signal});
    if (!outcome) {
      return;
    }
    tell(`${counted(outcome.chosen.length, 'organization')} ${status === 'SELECTED' ? 'selected' : 'de-selected'}`);
    const now = new Map(outcome.chosen.map((each) => [each.providerOrgId, each]));
    list.value.body = list.value.body.map((each) => now.get(each.providerOrgId) ?? each);
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
      tell('The provider was asked');
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
      title: 'Much would be blocked at once',
      body: () => html`<p>${refused.message}</p>
        <p>Such an answer is often a bad day of the provider’s. If the grower really left these organizations, sync once more and let it block them.</p>`,
      verb: 'Sync, and let it block them',
      danger: true,
    });
    if (go) {
      sync(true);
    }
  }

  async function load() {
    await list.ask(() => listOrganizations(params, {size: SIZE, page: query.page, after: query.after, before: query.before}, signal));
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

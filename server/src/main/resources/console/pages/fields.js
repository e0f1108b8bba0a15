import {html, nothing} from '../lit/lit-html.js';
import {enableField, enableFields, listFields, syncFields} from '../api/fields.js';
import {UserHead} from '../parts/account.js';
import {ask} from '../parts/dialog.js';
import {icon} from '../parts/icons.js';
import {Asked, lines} from '../parts/loading.js';
import {paging} from '../parts/paging.js';
import {RunWatch} from '../parts/run-watch.js';
import {empty, trouble} from '../parts/trouble.js';
import {address, go} from '../shell/router.js';
import {tell} from '../shell/announce.js';
import {count, counted} from '../words/numbers.js';
import {fieldList} from './field-list.js';
import {FieldBoundaries} from './field-boundaries.js';
import {selectionOf} from './field-selection.js';
import {FieldTree} from './field-tree.js';

const SIZE = 50;

/** The fields of an account: as a tree, on a map and as a list; previews are enabled here. */
export function page({params, query, show, signal, samePlace}) {
  const path = `/users/${params.leafUserId}/${params.provider}/fields`;
  const selection = selectionOf(query);
  const head = new UserHead(params, '/fields', draw, signal);
  const list = new Asked(draw, signal, samePlace ? path : undefined);
  const numbers = new Asked(draw, signal);
  const watch = new RunWatch(params, {draw, signal, ended: reload});
  const boundaries = new FieldBoundaries({
    account: params,
    draw,
    signal,
    point: (id) => point(id),
    open: (id) => document.getElementById(`field-${id}`)?.focus(),
  });
  const tree = treeOf(path, {account: params, draw, signal, chosen: () => selection.id, choose: (what) => go(path, what)});
  let lit;
  let problem;
  let busy = false;

  function draw() {
    show(html`
      ${head.show()}
      ${watch.show()}
      ${problem ? trouble(problem) : nothing}
      <div class="selection">
        <div>
          <h2 id="fields">${selection.title}</h2>
          <p class="faint">${numbers.state === 'there' ? inWords(numbers.value) : html`<span class="line short"></span>`}</p>
        </div>
        <div class="actions">
          ${numbers.value?.previews > 0 ? enableButton(boundaries.drawn > 0) : nothing}
          <button ?disabled=${busy} @click=${sync}>${icon('busy')}Sync now</button>
        </div>
      </div>
      <div class="land">
        <nav class="card tree" aria-label="Organizations, growers and farms">${tree.show()}</nav>
        ${boundaries.show(numbers.state === 'there' ? withoutBoundaries(numbers.value) : nothing)}
        <section class="list" aria-labelledby="fields">${list.show(found, lines(10))}</section>
      </div>
    `);
  }

  function found({body, links, total}) {
    return body.length === 0
      ? empty('No fields', html`Fields appear when an organization is selected and synced. Go to the <a href=${address(`/users/${params.leafUserId}/${params.provider}`)}>organizations</a>, or see <a href=${address(`/users/${params.leafUserId}/${params.provider}/why`)}>why there are none</a>.`)
      : html`
          ${fieldList({fields: body, lit, point, zoom: (id) => boundaries.map.zoomTo(id), enable, path: path.replace(/fields$/, 'why')})}
          ${paging({links, total, size: SIZE, shown: body.length, path, query})}
        `;
  }

  const enableButton = (main = true) => html`<button class=${main ? 'main' : ''} ?disabled=${busy} @click=${enableAll}>${enableInWords(numbers.value.previews)}</button>`;

  const enableInWords = (number) =>
    selection.noun === 'account'
      ? `Enable all ${count(number)} previews and sync`
      : `Enable all of this ${selection.noun} and sync`;

  function withoutBoundaries({total, previews, waiting}) {
    if (total === 0) {
      return nothing;
    }
    if (previews > 0) {
      return empty('These fields are previews', 'Their boundaries are fetched once they are enabled.', enableButton());
    }
    return waiting > 0
      ? empty('Boundaries are not fetched yet', `${counted(waiting, 'field')} enabled and waiting for the next sync.`,
          html`<button ?disabled=${busy} @click=${sync}>${icon('busy')}Sync now</button>`)
      : empty('No boundaries', 'The provider has no boundary for these fields.');
  }

  function point(id) {
    if (lit !== id) {
      lit = id;
      boundaries.map.light(id);
      draw();
    }
  }

  async function enable(field) {
    await attempt(async () => {
      await enableField(params.leafUserId, field.id);
      tell(`${field.name ?? 'The field'} is enabled. The next sync fetches its boundary`);
      field.status = 'WAITING';
      countAll();
    });
  }

  async function enableAll() {
    const {previews} = numbers.value;
    const done = await ask({
      title: `Enable ${counted(previews, 'field')}?`,
      body: () => html`<p>${selection.noun === 'account' ? 'All previews of this account' : html`All previews of the ${selection.noun} <strong>${selection.title}</strong>`} are enabled.
        Their boundaries are fetched now and updated with every sync.</p>`,
      verb: 'Enable and sync',
      act: () => enableFields(params, selection.part),
    });
    if (done) {
      tell(`${counted(done.enabled, 'field')} enabled${done.syncRunId ? '. The sync has started' : ''}`);
      reload();
      watch.expect();
    }
  }

  const sync = () => attempt(async () => {
    const {syncRunIds} = await syncFields(params.leafUserId);
    tell(syncRunIds.length === 0 ? 'No organization is selected' : 'The sync has started');
    watch.expect();
  });

  async function attempt(work) {
    problem = undefined;
    busy = true;
    draw();
    try {
      await work();
    } catch (refused) {
      problem = refused;
    }
    busy = false;
    draw();
  }

  const countOf = async (status) => (await listFields(params, {...selection.filter, status, size: 1}, signal)).total;
  const countAll = () =>
    numbers.ask(async () => {
      const [total, previews, waiting] = await Promise.all([countOf(undefined), countOf('PREVIEW'), countOf('WAITING')]);
      return {total, previews, waiting};
    });

  function load() {
    list.ask(() => listFields(params, {...selection.filter, size: SIZE, page: query.page, after: query.after, before: query.before}, signal));
    countAll();
    boundaries.load(selection.filter);
  }

  function reload() {
    load();
    tree.refresh();
  }

  tree.load();
  load();
  watch.look();
}

function inWords({total, previews, waiting}) {
  const parts = [counted(total, 'field')];
  if (previews > 0) {
    parts.push(`${count(previews)} ${previews === 1 ? 'preview' : 'previews'}`);
  }
  if (waiting > 0) {
    parts.push(`${count(waiting)} waiting for sync`);
  }
  return parts.join(' · ');
}

/** The tree stays as it was opened while the selection changes. */
let kept = {};

function treeOf(path, about) {
  if (kept.path === path) {
    kept.tree.renew(about);
  } else {
    kept = {path, tree: new FieldTree(about)};
  }
  return kept.tree;
}

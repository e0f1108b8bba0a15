// @ts-check
import {enableField, enableFields, listFields, syncFields} from '../api/fields.js';
import {Actions} from '../parts/actions.js';
import {Loadable} from '../parts/loading.js';
import {RunWatch} from '../parts/run-watch.js';
import {UserHeader} from '../parts/user-header.js';
import {notify} from '../shell/announce.js';
import {navigate} from '../shell/router.js';
import {countOf} from '../labels/numbers.js';
import {FieldBoundaries} from './field-boundaries.js';
import {confirmEnabling} from './field-enabling.js';
import {selectionOf} from './field-selection.js';
import {FieldTree} from './field-tree.js';

const PAGE_SIZE = 50;

/** The state of the page of the fields of an account, and its actions. */
export class FieldsModel {
  size = PAGE_SIZE;
  /** The id of the field that is highlighted in the list and on the map. */
  highlighted = undefined;

  constructor({params, query, samePlace, draw, signal}) {
    this.account = params;
    this.query = query;
    this.draw = draw;
    this.signal = signal;
    this.path = `/users/${params.leafUserId}/${params.provider}/fields`;
    this.selection = selectionOf(query);
    this.header = new UserHeader(params, '/fields', draw, signal);
    this.list = new Loadable(draw, signal, samePlace ? this.path : undefined);
    this.counts = new Loadable(draw, signal);
    this.actions = new Actions(draw, signal);
    this.watch = new RunWatch(params, {draw, signal, ended: () => this.reload()});
    this.boundaries = new FieldBoundaries({
      account: params,
      draw,
      signal,
      highlight: (id) => this.highlight(id),
      open: (id) => document.getElementById(`field-${id}`)?.focus(),
    });
    this.tree = treeOf(this.path, {
      account: params,
      draw,
      signal,
      chosen: () => this.selection.id,
      choose: (selection) => navigate(this.path, selection),
    });
  }

  load() {
    this.tree.load();
    this.loadFields();
    this.watch.load();
  }

  reload() {
    this.loadFields();
    this.tree.refresh();
  }

  loadFields() {
    const {page, after, before} = this.query;
    this.list.load(() => listFields(this.account, {...this.selection.filter, size: PAGE_SIZE, page, after, before}, this.signal));
    this.loadCounts();
    this.boundaries.load(this.selection.filter);
  }

  loadCounts() {
    return this.counts.load(async () => {
      const [total, previews, waiting] = await Promise.all([this.count(undefined), this.count('PREVIEW'), this.count('WAITING')]);
      return {total, previews, waiting};
    });
  }

  async count(status) {
    return (await listFields(this.account, {...this.selection.filter, status, size: 1}, this.signal)).total;
  }

  highlight(id) {
    if (this.highlighted !== id) {
      this.highlighted = id;
      this.boundaries.map.highlight(id);
      this.draw();
    }
  }

  enable(field) {
    return this.actions.act(async () => {
      await enableField(this.account.leafUserId, field.id);
      notify(`${field.name ?? 'The field'} is enabled. The next sync fetches its boundary`);
      field.status = 'WAITING';
      this.loadCounts();
    });
  }

  async enableAll() {
    const {previews} = this.counts.value;
    const result = await confirmEnabling(this.selection, previews, () => enableFields(this.account, this.selection.part));
    if (result) {
      notify(`${countOf(result.enabled, 'field')} enabled${result.syncRunId ? '. The sync has started' : ''}`);
      this.reload();
      this.watch.awaitNewRun();
    }
  }

  sync() {
    return this.actions.act(async () => {
      const {syncRunIds} = await syncFields(this.account.leafUserId);
      notify(syncRunIds.length === 0 ? 'No organization is selected' : 'The sync has started');
      this.watch.awaitNewRun();
    });
  }
}

/** The tree remains as it was opened while the selection changes. */
let cached = {path: undefined, tree: undefined};

function treeOf(path, page) {
  if (cached.path === path) {
    cached.tree.renew(page);
  } else {
    cached = {path, tree: new FieldTree(page)};
  }
  return cached.tree;
}

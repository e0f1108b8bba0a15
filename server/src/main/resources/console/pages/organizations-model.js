// @ts-check
import {countOrganizations, listOrganizations, syncAccount} from '../api/accounts.js';
import {readAll} from '../api/pages.js';
import {Actions} from '../parts/actions.js';
import {Loadable} from '../parts/loading.js';
import {RunWatch} from '../parts/run-watch.js';
import {UserHeader} from '../parts/user-header.js';
import {notify} from '../shell/announce.js';
import {countOf} from '../labels/numbers.js';
import {providerByWireName} from '../labels/providers.js';
import {confirmGuardedSync, confirmStatusChange} from './organization-choice.js';
import {filterOrganizations} from './organization-list.js';
import {openRepair} from './organization-repair.js';
import {sendLink} from './magic-link-form.js';

const PAGE_SIZE = 50;
/** Accounts with more organizations are rare; the others are not shown. */
const MAX_ORGANIZATIONS = 5_000;
const MAX_COUNTS = 1_000;

/** The state of the page of the organizations of an account, and its actions. */
export class OrganizationsModel {
  constructor({params, query, samePlace, draw, signal}) {
    this.account = params;
    this.query = query;
    this.draw = draw;
    this.signal = signal;
    this.path = `/users/${params.leafUserId}/${params.provider}`;
    this.providerName = providerByWireName(params.provider).name;
    this.header = new UserHeader(params, '', draw, signal);
    this.list = new Loadable(draw, signal, samePlace ? this.path : undefined);
    this.watch = new RunWatch(params, {draw, signal, ended: () => this.loadList()});
    this.actions = new Actions(draw, signal);
    /** Organizations whose rows are selected, by their id. */
    this.selectedRows = new Map();
    /** Counts of synced data, by the id of the organization. */
    this.counts = new Map();
  }

  get syncing() {
    return this.actions.busy === 'sync';
  }

  load() {
    this.loadList();
    this.watch.load();
  }

  async loadList() {
    await this.list.load(() =>
      readAll((position) => listOrganizations(this.account, {size: 100, ...position}, this.signal), {limit: MAX_ORGANIZATIONS}));
    await this.loadCounts();
  }

  async loadCounts() {
    try {
      let position = {};
      do {
        const {body, links} = await countOrganizations(this.account, {size: 100, ...position}, this.signal);
        body.forEach((each) => this.counts.set(each.providerOrgId, each));
        position = links.next;
        this.draw();
      } while (position && this.counts.size < MAX_COUNTS);
    } catch {
      // The list is complete without its counts.
    }
  }

  /** The rows of the current page, of the organizations that match the query. */
  rowsOf(organizations) {
    const matching = filterOrganizations(organizations, this.query);
    const last = Math.max(0, Math.ceil(matching.length / PAGE_SIZE) - 1);
    const page = Math.min(Number(this.query.page ?? 0), last);
    return {
      rows: matching.slice(page * PAGE_SIZE, (page + 1) * PAGE_SIZE),
      total: matching.length,
      page,
      size: PAGE_SIZE,
      links: {
        prev: page > 0 ? {page: page - 1 || undefined} : undefined,
        next: page < last ? {page: page + 1} : undefined,
      },
    };
  }

  isSelected({providerOrgId}) {
    return this.selectedRows.has(providerOrgId);
  }

  /** Selects rows, or clears their selection. */
  selectRows(organizations, selected) {
    for (const each of organizations) {
      if (selected) {
        this.selectedRows.set(each.providerOrgId, each);
      } else {
        this.selectedRows.delete(each.providerOrgId);
      }
    }
    this.draw();
  }

  async setStatus(organizations, status) {
    const selecting = status === 'SELECTED';
    const changing = organizations.filter((each) => each.status !== status);
    if (changing.length === 0) {
      notify(selecting ? 'These organizations are already selected' : 'None of these organizations is selected');
      return;
    }
    const result = await confirmStatusChange({account: this.account, organizations: changing, status, signal: this.signal});
    if (!result) {
      return;
    }
    notify(`${countOf(result.chosen.length, 'organization')} ${selecting ? 'selected' : 'deselected'}`);
    const changed = new Map(result.chosen.map((each) => [each.providerOrgId, each]));
    const list = this.list.value;
    list.items = list.items.map((each) => changed.get(each.providerOrgId) ?? each);
    this.selectedRows.clear();
    this.draw();
    if (selecting) {
      this.watch.awaitNewRun();
    } else {
      this.loadList();
    }
  }

  /** @param {{force?: boolean}} [options] `force` allows what the guard stopped */
  async sync({force = false} = {}) {
    const started = await this.actions.act(() => syncAccount(this.account, force), {
      key: 'sync',
      on: {syncGuarded: (problem) => this.confirmGuarded(problem)},
    });
    if (started) {
      notify('The sync has started');
      this.loadList();
      this.watch.load();
    } else if (this.actions.problem) {
      this.watch.load();
    }
  }

  async confirmGuarded(problem) {
    if (await confirmGuardedSync(problem)) {
      this.sync({force: true});
    }
  }

  /** One repair for all organizations that a revoked credential or a missing permission blocks. */
  sendLink() {
    const {leafUserId} = this.account;
    return this.actions.act(() => sendLink({leafUserId, user: this.header.user, signal: this.signal}), {key: 'link'});
  }

  repair(organization) {
    return openRepair(organization, {name: this.providerName, leafUser: this.header.user, sync: () => this.sync()});
  }
}

// @ts-check
import {listOrganizations} from '../api/accounts.js';
import {listImplements, listMachines} from '../api/assets.js';
import {listOperations} from '../api/operations.js';
import {readAll} from '../api/pages.js';
import {Loadable} from '../parts/loading.js';
import {UserHeader} from '../parts/user-header.js';
import {sortByName} from '../labels/names.js';

const SIZE = 20;
const ORGANIZATIONS = 5_000;
const AT_ONCE = 4;

/** The machines or implements of a Leaf user, with the last operation of each. */
export class MachinesModel {
  size = SIZE;
  /** The number of operations and the last one, by the id of the machine. */
  operations = new Map();
  /** No operation is loaded any more. */
  complete = false;

  constructor({params, query, samePlace, draw, signal}) {
    this.leafUserId = params.leafUserId;
    this.query = query;
    this.draw = draw;
    this.signal = signal;
    this.path = `/users/${params.leafUserId}/machines`;
    this.isImplements = query.kind === 'implements';
    this.header = new UserHeader(params, 'machines', draw, signal);
    this.list = new Loadable(draw, signal, samePlace ? `${this.path} ${this.isImplements}` : undefined);
    this.organizations = new Loadable(draw, signal);
  }

  load() {
    this.organizations.load(() => this.selectedOrganizations());
    const query = {providerOrganizationId: this.query.organization, sort: 'name', size: SIZE, page: this.query.page};
    const list = this.isImplements ? listImplements : listMachines;
    return this.list
      .load(() => list(this.leafUserId, query, this.signal))
      .then(() => this.loadOperations());
  }

  async selectedOrganizations() {
    const user = await this.header.ready;
    if (!user?.johnDeereCredentials?.id) {
      return [];
    }
    const account = {leafUserId: this.leafUserId, provider: 'JohnDeere'};
    const {items} = await readAll((position) => listOrganizations(account, {size: 100, ...position}, this.signal), {limit: ORGANIZATIONS});
    return sortByName(items.filter((each) => each.status === 'SELECTED'));
  }

  async loadOperations() {
    const waiting = [...(this.list.value?.body ?? [])];
    const next = async () => {
      for (let machine = waiting.shift(); machine !== undefined && !this.signal.aborted; machine = waiting.shift()) {
        await this.loadLast(machine);
        this.draw();
      }
    };
    await Promise.all(Array.from({length: AT_ONCE}, next));
    this.complete = true;
    this.draw();
  }

  async loadLast({id}) {
    try {
      const query = {leafUserId: this.leafUserId, machineId: id, sort: 'startTime,desc', size: 1};
      const {body, total} = await listOperations(query, this.signal);
      this.operations.set(id, {last: body[0], total});
    } catch {
      // The list shows that they are unknown.
    }
  }

  /** The selected organization with an id, or undefined. */
  organization(id) {
    return this.organizations.value?.find((each) => each.providerOrgId === id);
  }
}

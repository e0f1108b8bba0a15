// @ts-check
import {html, nothing} from '../lit/lit-html.js';
import {countOrganizations} from '../api/accounts.js';
import {listFarms, listGrowers} from '../api/fields.js';
import {readAll} from '../api/pages.js';
import {Branch} from '../parts/tree.js';
import {countOf} from '../labels/numbers.js';
import {nameOf, shortId, sortByName} from '../labels/names.js';

const LIMIT = 1_000;
/** With more organizations a text box filters them. */
const FILTER_THRESHOLD = 12;

/** Organizations, growers and farms of an account as a tree, to choose what the page shows. */
export class FieldTree {
  /** @param {{account: import('../types/console').Account, draw: () => void, signal: AbortSignal, chosen: () => string, choose: (selection: object) => void}} page */
  constructor({account, draw, signal, chosen, choose}) {
    this.account = account;
    this.filter = '';
    this.renew({draw, signal, chosen, choose});
    this.root = new Branch({
      ...this.common,
      none: 'No organization is selected.',
      read: async () => ({body: await this.organizations(), links: {}}),
      toItem: (organization) => ({
        id: `org-${organization.providerOrgId}`,
        name: nameOf(organization),
        under: `${countOf(organization.fields, 'field')} · ID ${shortId(organization.providerOrgId)}`,
        title: `ID ${organization.providerOrgId}`,
        choose: () => this.choose({org: organization.providerOrgId, name: nameOf(organization)}),
        branch: organization.growers > 0 ? () => this.growersOf(organization) : undefined,
      }),
    });
  }

  /** Replaces what belongs to one visit of the page. */
  renew({draw, signal, chosen, choose}) {
    this.draw = draw;
    this.signal = signal;
    this.choose = choose;
    this.common = {draw, signal, chosen};
    if (this.root) {
      renewBranch(this.root, this.common);
    }
  }

  load() {
    if (!this.root.done) {
      this.root.loadMore({});
    }
  }

  /** Reads the numbers of fields again; open items remain open. */
  async refresh() {
    const organizations = await this.organizations().catch(() => undefined);
    if (organizations) {
      this.root.items = organizations.map(this.root.toItem);
      this.draw();
    }
  }

  async organizations() {
    const {items} = await readAll(
      (position) => countOrganizations(this.account, {size: 100, ...position}, this.signal),
      {limit: LIMIT},
    );
    return sortByName(items.filter((each) => each.visible));
  }

  growersOf({providerOrgId}) {
    return new Branch({
      ...this.common,
      none: 'No growers',
      read: (position) => listGrowers(this.account, {providerOrgId, size: 50, ...position}, this.signal),
      toItem: (grower) => ({
        id: `grower-${grower.id}`,
        name: grower.name ?? 'No name',
        // Growers of one organization can have equal names, as organizations can.
        under: `${countOf(grower.farmIds.length, 'farm')} · ID ${shortId(grower.providerGrowerId)}`,
        title: `ID ${grower.providerGrowerId}`,
        choose: () => this.choose({grower: grower.id, name: grower.name ?? 'No name'}),
        branch: grower.farmIds.length > 0 ? () => this.farmsOf(grower) : undefined,
      }),
    });
  }

  farmsOf({id: growerId}) {
    return new Branch({
      ...this.common,
      none: 'No farms',
      read: (position) => listFarms(this.account, {growerId, size: 50, ...position}, this.signal),
      toItem: (farm) => ({
        id: `farm-${farm.id}`,
        name: farm.name ?? 'No name',
        under: countOf(farm.fieldIds.length, 'field'),
        choose: () => this.choose({farm: farm.id, name: farm.name ?? 'No name'}),
      }),
    });
  }

  render() {
    const all = this.common.chosen() === 'all';
    const words = this.filter.toLowerCase();
    return html`
      ${this.root.items.length > FILTER_THRESHOLD
        ? html`<label class="unseen" for="filter">Filter organizations</label>
            <input id="filter" type="search" placeholder="Filter organizations" autocomplete="off" spellcheck="false" .value=${this.filter}
              @input=${(event) => {
                this.filter = event.target.value;
                this.draw();
              }}>`
        : nothing}
      <div class="node ${all ? 'chosen' : ''}">
        <button class="plain pick all" aria-pressed=${all ? 'true' : 'false'} @click=${() => this.choose({})}>All fields</button>
      </div>
      ${this.root.render((item) => words === '' || item.name.toLowerCase().includes(words))}
    `;
  }
}

function renewBranch(branch, common) {
  Object.assign(branch, common);
  Object.assign(branch.page, {draw: common.draw, signal: common.signal});
  branch.opened.forEach((each) => renewBranch(each, common));
}

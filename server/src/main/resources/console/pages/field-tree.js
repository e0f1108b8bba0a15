import {html, nothing} from '../lit/lit-html.js';
import {countOrganizations} from '../api/accounts.js';
import {listFarms, listGrowers} from '../api/fields.js';
import {readAll} from '../api/pages.js';
import {Branch} from '../parts/tree.js';
import {counted} from '../words/numbers.js';
import {nameOf, shortened, sortedByName} from '../words/names.js';

const MOST = 1_000;
/** From so many organizations on, a text box filters them. */
const MANY = 12;

/** Organizations, growers and farms of an account as a tree, to choose what the page shows. */
export class FieldTree {
  /** @param {{choose: (selection: {kind?: string, id?: string, name?: string}) => void}} about */
  constructor({account, draw, signal, chosen, choose}) {
    Object.assign(this, {account, filter: ''});
    this.renew({draw, signal, chosen, choose});
    this.root = new Branch({
      ...this.common,
      none: 'No organization is selected.',
      ask: async () => ({body: await this.organizations(), links: {}}),
      node: (organization) => ({
        id: `org-${organization.providerOrgId}`,
        name: nameOf(organization),
        under: `${counted(organization.fields, 'field')} · ID ${shortened(organization.providerOrgId)}`,
        title: `ID ${organization.providerOrgId}`,
        choose: () => this.choose({org: organization.providerOrgId, name: nameOf(organization)}),
        branch: organization.growers > 0 ? () => this.growersOf(organization) : undefined,
      }),
    });
  }

  /** Takes over what belongs to one visit of the page. */
  renew({draw, signal, chosen, choose}) {
    Object.assign(this, {draw, signal, choose});
    this.common = {draw, signal, chosen};
    if (this.root) {
      renewed(this.root, this.common);
    }
  }

  load() {
    if (!this.root.done) {
      this.root.more({});
    }
  }

  /** Reads the numbers of fields again; what is open stays open. */
  async refresh() {
    const organizations = await this.organizations().catch(() => undefined);
    if (organizations) {
      this.root.things = organizations.map(this.root.node);
      this.draw();
    }
  }

  async organizations() {
    const {items} = await readAll(
      (position) => countOrganizations(this.account, {size: 100, ...position}, this.signal),
      {most: MOST},
    );
    return sortedByName(items.filter((each) => each.visible));
  }

  growersOf({providerOrgId}) {
    return new Branch({
      ...this.common,
      none: 'No growers',
      ask: (position) => listGrowers(this.account, {providerOrgId, size: 50, ...position}, this.signal),
      node: (grower) => ({
        id: `grower-${grower.id}`,
        name: grower.name ?? 'No name',
        // Growers of one organization can have equal names, as organizations can.
        under: `${counted(grower.farmIds.length, 'farm')} · ID ${shortened(grower.providerGrowerId)}`,
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
      ask: (position) => listFarms(this.account, {growerId, size: 50, ...position}, this.signal),
      node: (farm) => ({
        id: `farm-${farm.id}`,
        name: farm.name ?? 'No name',
        under: counted(farm.fieldIds.length, 'field'),
        choose: () => this.choose({farm: farm.id, name: farm.name ?? 'No name'}),
      }),
    });
  }

  show() {
    const all = this.common.chosen() === 'all';
    const words = this.filter.toLowerCase();
    return html`
      ${this.root.things.length > MANY
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
      ${this.root.show((thing) => words === '' || thing.name.toLowerCase().includes(words))}
    `;
  }
}

function renewed(branch, common) {
  Object.assign(branch, common);
  Object.assign(branch.page, {draw: common.draw, signal: common.signal});
  branch.opened.forEach((each) => renewed(each, common));
}

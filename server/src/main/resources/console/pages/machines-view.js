// @ts-check
import {html} from '../lit/lit-html.js';
import {emptyState} from '../parts/messages.js';
import {paging} from '../parts/paging.js';
import {table} from '../parts/table.js';
import {address, navigate} from '../shell/router.js';
import {makeText, originText} from '../labels/machines.js';
import {nameOf} from '../labels/names.js';
import {countOf} from '../labels/numbers.js';
import {cropText, datesText, typeText} from '../labels/operations.js';

const KINDS = [
  ['', 'Machines'],
  ['implements', 'Implements'],
];

/** @param {import('./machines-model.js').MachinesModel} model */
export function machinesView(model) {
  return html`
    ${model.header.render()}
    <div class="filters">
      ${choice(model, 'kind', 'Show', KINDS)}
      ${choice(model, 'organization', 'Organization', [
        ['', 'All organizations'],
        ...(model.organizations.value ?? []).map((each) => [each.providerOrgId, nameOf(each)]),
      ])}
    </div>
    ${model.list.render((list, busy) => machineList(model, list, busy), table({...machineTable(model, []), placeholderRows: 6}))}
  `;
}

const choice = ({path, query}, name, label, options) => html`<div>
  <label for=${name}>${label}</label>
  <select id=${name} @change=${(event) => navigate(path, {...query, page: undefined, [name]: event.target.value})}>
    ${options.map(([key, text]) => html`<option value=${key} ?selected=${key === (query[name] ?? '')}>${text}</option>`)}
  </select>
</div>`;

function machineList(model, {body, links, total}, busy) {
  const {path, query, size} = model;
  return body.length === 0
    ? nothingFound(model)
    : html`
        ${table({...machineTable(model, body), busy})}
        ${paging({links, total, size, shown: body.length, path, query})}
      `;
}

function nothingFound({path, query, isImplements, leafUserId}) {
  const what = isImplements ? 'implements' : 'machines';
  return query.organization
    ? emptyState(`No ${what}`, html`This organization has no ${what}. <a href=${address(path, {kind: query.kind})}>Show all</a>`)
    : emptyState(`No ${what} yet`, `The ${what} of selected organizations are read from John Deere with each sync, if the settings say so.`,
        html`<a class="button" href=${address(`/users/${leafUserId}/settings`)}>Settings</a>`);
}

/** @param {import('./machines-model.js').MachinesModel} model */
const machineTable = (model, rows) => ({
  caption: model.isImplements ? 'Implements' : 'Machines',
  rows,
  key: (machine) => machine.id,
  columns: [
    {name: 'Name', cell: (machine) => html`<div><span class="name long">${machine.name}</span>
      <span class="under">${[machine.category, machine.modelYear].filter(Boolean).join(', ')}</span></div>`},
    {name: 'Make and model', cell: (machine) => [makeText(machine.make), machine.model].filter(Boolean).join(' ') || none},
    {name: 'Serial number', cell: (machine) => (machine.serialNumber ? html`<code class="long">${machine.serialNumber}</code>` : none)},
    {name: 'Organization', cell: (machine) => organizationCell(model, machine)},
    {name: 'Last operation', cell: (machine) => operationCell(model, machine)},
  ],
});

const none = html`<span class="faint">none</span>`;

function organizationCell(model, {originType, provider, providerOrganizationId}) {
  if (!providerOrganizationId) {
    return html`<span class="faint">${originText(originType)}</span>`;
  }
  const organization = model.organization(providerOrganizationId);
  return html`<a class="long" href=${address(`/users/${model.leafUserId}/${provider}`)}>${organization ? nameOf(organization) : providerOrganizationId}</a>`;
}

function operationCell(model, machine) {
  return known(model, machine, ({last, total}) =>
    last === undefined
      ? none
      : html`<div><a href=${address(`/operations/${last.id}`)}>${[typeText(last.type), cropText(last.crop)].filter(Boolean).join(', ')}</a>
          <span class="under">${datesText(last)} · ${countOf(total, 'operation')}</span></div>`);
}

function known({operations, complete}, {id}, view) {
  const found = operations.get(id);
  return found ? view(found) : complete ? html`<span class="faint">unknown</span>` : html`<span class="line"></span>`;
}

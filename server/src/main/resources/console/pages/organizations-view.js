// @ts-check
import {html, nothing} from '../lit/lit-html.js';
import {live} from '../lit/directives/live.js';
import {icon} from '../parts/icons.js';
import {emptyState} from '../parts/messages.js';
import {missingScopes} from '../parts/missing-scopes.js';
import {paging} from '../parts/paging.js';
import {searchField} from '../parts/search.js';
import {table} from '../parts/table.js';
import {address} from '../shell/router.js';
import {countOf, formatNumber} from '../labels/numbers.js';
import {failureText} from '../labels/states.js';
import {organizationColumns} from './organization-columns.js';
import {STATUSES, countByStatus, groupBlocked} from './organization-list.js';
import {blockedNotice, blockedStatus} from './organization-repair.js';

/** @param {import('./organizations-model.js').OrganizationsModel} model */
export function organizationsView(model) {
  const {actions, syncing} = model;
  return html`
    ${model.header.render({
      actions: html`<button ?disabled=${syncing} @click=${() => model.sync()}>${icon('busy')}${syncing ? 'Starting…' : 'Sync now'}</button>`,
    })}
    ${model.watch.render()}
    ${missingScopes(model.watch.run, () => model.sendLink())}
    ${actions.render(actions.problem?.status === 503 ? () => model.sync() : undefined)}
    ${model.list.render(
      (list, busy) => organizations(list, busy, model),
      table({caption: 'Organizations', columns: columns([], model), rows: [], placeholderRows: 8}),
    )}
  `;
}

function organizations({items: all, total}, busy, model) {
  if (all.length === 0) {
    return model.watch.run?.state === 'FAILED' ? notReadable(model) : noOrganizations(model);
  }
  const {path, query} = model;
  const page = model.rowsOf(all);
  return html`
    ${statusFilter(countByStatus(all), model)}
    ${query.search ? nothing : groupBlocked(all).map(([reason, members]) => blockedNotice({
      reason, members, path, query, name: model.providerName, leafUser: model.header.user, sendLink: () => model.sendLink(),
    }))}
    <div class="tools">
      ${searchField({query, label: 'Search organizations', placeholder: 'Name or ID'})}
      ${toolbar(page.total, model)}
    </div>
    ${page.rows.length === 0
      ? emptyState('No organizations match', query.search ? html`No name or ID contains “${query.search}”.` : 'No organization has this status.',
          html`<a class="button" href=${address(path)}>Show all organizations</a>`)
      : html`
          ${table({caption: 'Organizations', columns: columns(page.rows, model), rows: page.rows, key: (each) => each.providerOrgId, busy, selected: (each) => model.isSelected(each)})}
          ${paging({links: page.links, total: page.total, size: page.size, shown: page.rows.length, path, query: {...query, page: page.page}})}
        `}
    ${total > all.length ? html`<p class="after faint small">The first ${formatNumber(all.length)} of ${countOf(total, 'organization')} are shown.</p>` : nothing}
  `;
}

const syncButton = (model) => html`<button @click=${() => model.sync()}>${icon('busy')}Sync now</button>`;

function notReadable(model) {
  const {failure} = model.watch.run;
  return emptyState('Could not load the organizations', failure ? failureText(failure) : 'The last sync failed.',
    failure === 'credentialsUnauthenticated'
      ? html`<button class="main" @click=${() => model.sendLink()}>${icon('link')}Send a link…</button> <a class="button" href=${address(`/users/${model.account.leafUserId}`)}>Show the credential</a>`
      : syncButton(model));
}

const noOrganizations = (model) =>
  emptyState('No organizations', `The grower’s account at ${model.providerName} has no organizations. Sync again when the grower has connected one.`, syncButton(model));

const statusFilter = (numbers, {path, query}) => html`<ul class="chips" aria-label="Organizations by status">
  ${STATUSES.map(([status, name]) => html`<li><a class="chip" href=${address(path, {status, search: query.search})}
    aria-current=${(query.status ?? '') === status ? 'true' : nothing}>${name} <span class="number">${formatNumber(numbers[status])}</span></a></li>`)}
</ul>`;

function toolbar(total, model) {
  const selected = [...model.selectedRows.values()];
  const none = selected.length === 0;
  return html`<div class="toolbar" role="group" aria-label="Change the selected rows">
    <p>${none ? countOf(total, 'organization') : `${countOf(selected.length, 'row')} selected`}</p>
    <div class="actions">
      <button class="slight" ?disabled=${none} @click=${() => model.setStatus(selected, 'SELECTED')}>Select…</button>
      <button class="slight" ?disabled=${none} @click=${() => model.setStatus(selected, 'PREVIEW')}>Deselect…</button>
    </div>
  </div>`;
}

function columns(rows, model) {
  const selectable = rows.filter((each) => each.status !== 'BLOCKED');
  const all = selectable.length > 0 && selectable.every((each) => model.isSelected(each));
  return organizationColumns({
    tickAll: html`<label class="box"><input type="checkbox" aria-label="Select all rows on this page" .checked=${live(all)} ?disabled=${selectable.length === 0}
      @change=${() => model.selectRows(selectable, !all)}></label>`,
    ticked: (each) => model.isSelected(each),
    tick: (each) => model.selectRows([each], !model.isSelected(each)),
    counts: model.counts,
    change: (each) => model.setStatus([each], each.status === 'SELECTED' ? 'PREVIEW' : 'SELECTED'),
    blocked: (each) => blockedStatus(each, () => model.repair(each)),
    why: () => `${model.path}/why`,
  });
}

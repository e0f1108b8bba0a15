// @ts-check
import {html, nothing} from '../lit/lit-html.js';
import {setOrganizationStatus, previewOrganization} from '../api/accounts.js';
import {openDialog} from '../parts/dialog.js';
import {Problem} from '../api/problem.js';
import {fieldDataText} from '../labels/changes.js';
import {countOf} from '../labels/numbers.js';
import {nameOf} from '../labels/names.js';

/** The number of organizations that are read from the provider before a change; more would take too long. */
const PREVIEWED = 10;

/** Shows what a change adds or removes, and applies it. */
export function confirmStatusChange({account, organizations, status, signal}) {
  const selecting = status === 'SELECTED';
  const previewed = organizations.slice(0, PREVIEWED);
  const previews = new Map();
  const stop = new AbortController();
  signal.addEventListener('abort', () => stop.abort(), {once: true});
  let begun = false;

  async function loadPreviews(draw) {
    for (const {providerOrgId} of previewed) {
      try {
        previews.set(providerOrgId, await previewOrganization(account, providerOrgId, stop.signal));
      } catch (failure) {
        if (failure.name === 'AbortError') {
          return;
        }
        previews.set(providerOrgId, failure);
      }
      draw();
    }
  }

  const outcome = openDialog({
    title: titleOf(organizations, selecting),
    verb: selecting ? 'Select' : 'Deselect',
    wide: organizations.length > 1,
    body: (draw) => {
      if (!begun) {
        begun = true;
        queueMicrotask(() => loadPreviews(draw));
      }
      return html`
        <p>${selecting
          ? 'Growers, farms and fields are synced now and updated with every sync.'
          : 'Growers, farms and fields are hidden immediately. They are kept for 30 days and restored when the organization is selected again.'}</p>
        <ul class="preview-list" aria-live="polite">
          ${previewed.map((each) => previewLine(each, previews.get(each.providerOrgId), selecting, organizations.length > 1))}
        </ul>
        ${organizations.length > previewed.length
          ? html`<p class="faint">And ${countOf(organizations.length - previewed.length, 'more organization')}, without a preview.</p>`
          : nothing}
        ${[...previews.values()].some((each) => each.complete === false)
          ? html`<p class="faint">Counting was not completed in time. The numbers are minimums.</p>`
          : nothing}
      `;
    },
    act: () => setOrganizationStatus(account, organizations.map((each) => each.providerOrgId), status),
  });
  outcome.finally(() => stop.abort());
  return outcome;
}

function titleOf(organizations, selecting) {
  const verb = selecting ? 'Select' : 'Deselect';
  return organizations.length === 1
    ? `${verb} ${nameOf(organizations[0])}?`
    : `${verb} ${countOf(organizations.length, 'organization')}?`;
}

function previewLine(organization, preview, selecting, named) {
  return html`<li>
    ${named ? html`<span class="name">${nameOf(organization)}</span>` : nothing}
    <span>${preview === undefined
      ? html`<span class="line short" aria-hidden="true"></span><span class="unseen">Loading</span>`
      : preview instanceof Problem
        ? html`<span class="faint">${preview.message}</span>`
        : amounts(preview, selecting)}</span>
  </li>`;
}

function amounts(preview, selecting) {
  const {selecting: added, deselecting, complete, notPermitted} = preview;
  if (!selecting) {
    return html`Hides <strong>${fieldDataText(deselecting)}</strong>`;
  }
  const least = complete ? '' : 'at least ';
  const withheld = notPermitted.map((kind) => `${kind.toLowerCase().replace(/y$/, 'ie')}s`).join(', ');
  return html`Adds <strong>${least}${fieldDataText(added)}</strong>${added.fields > 0 && added.fieldsArriveAs === 'PREVIEW'
    ? html`. Fields are listed as previews, without boundaries`
    : nothing}${withheld === '' ? nothing : html`. Not permitted: ${withheld}`}`;
}

/** Whether to sync although the guard stopped the sync before. */
export const confirmGuardedSync = (problem) =>
  openDialog({
    title: 'Sync stopped: many organizations would be blocked',
    body: () => html`<p>${problem.message}</p>
      <p>This is often a temporary error of the provider. If the grower has left these organizations, sync again and allow the change.</p>`,
    verb: 'Sync and allow',
    danger: true,
  });

import {html, nothing} from '../lit/lit-html.js';
import {chooseOrganizations, previewOrganization} from '../api/accounts.js';
import {ask} from '../parts/dialog.js';
import {Problem} from '../api/problem.js';
import {landInWords} from '../words/changes.js';
import {counted} from '../words/numbers.js';
import {nameOf} from './organization-columns.js';

/** So many are asked for at the provider before a change; more would keep everybody waiting. */
const PREVIEWED = 10;

/** Shows what a change brings or removes, and makes it. */
export function confirmChoice({account, organizations, status, signal}) {
  const selecting = status === 'SELECTED';
  const asked = organizations.slice(0, PREVIEWED);
  const previews = new Map();
  const stop = new AbortController();
  signal.addEventListener('abort', () => stop.abort(), {once: true});
  let begun = false;

  async function look(draw) {
    for (const {providerOrgId} of asked) {
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

  const outcome = ask({
    title: titleOf(organizations, selecting),
    verb: selecting ? 'Select' : 'De-select',
    wide: organizations.length > 1,
    body: (draw) => {
      if (!begun) {
        begun = true;
        queueMicrotask(() => look(draw));
      }
      return html`
        <p>${selecting
          ? 'What lies beneath is synced at once and kept fresh.'
          : 'What lies beneath leaves lists and counts at once. It is kept for 30 days: selecting again brings it back.'}</p>
        <ul class="brings" aria-live="polite">
          ${asked.map((each) => line(each, previews.get(each.providerOrgId), selecting, organizations.length > 1))}
        </ul>
        ${organizations.length > asked.length
          ? html`<p class="faint">And ${counted(organizations.length - asked.length, 'more organization')}, which the provider is not asked about first.</p>`
          : nothing}
        ${[...previews.values()].some((each) => each.complete === false)
          ? html`<p class="faint">Not everything could be counted in time: there is at least so much.</p>`
          : nothing}
      `;
    },
    act: () => chooseOrganizations(account, organizations.map((each) => each.providerOrgId), status),
  });
  outcome.finally(() => stop.abort());
  return outcome;
}

function titleOf(organizations, selecting) {
  const verb = selecting ? 'Select' : 'De-select';
  return organizations.length === 1
    ? `${verb} ${nameOf(organizations[0])}?`
    : `${verb} ${counted(organizations.length, 'organization')}?`;
}

function line(organization, preview, selecting, named) {
  return html`<li>
    ${named ? html`<span class="name">${nameOf(organization)}</span>` : nothing}
    <span>${preview === undefined
      ? html`<span class="line short" aria-hidden="true"></span><span class="unseen">Asking the provider</span>`
      : preview instanceof Problem
        ? html`<span class="faint">${preview.message}</span>`
        : amounts(preview, selecting)}</span>
  </li>`;
}

function amounts(preview, selecting) {
  const {selecting: brings, deselecting, complete, notPermitted} = preview;
  if (!selecting) {
    return html`Takes out <strong>${landInWords(deselecting)}</strong>`;
  }
  const least = complete ? '' : 'at least ';
  const withheld = notPermitted.map((kind) => `${kind.toLowerCase().replace(/y$/, 'ie')}s`).join(', ');
  return html`Brings <strong>${least}${landInWords(brings)}</strong>${brings.fields > 0 && brings.fieldsArriveAs === 'PREVIEW'
    ? html`. Fields arrive as previews, without boundaries`
    : nothing}${withheld === '' ? nothing : html`. Not permitted: ${withheld}`}`;
}

import {html, nothing} from '../lit/lit-html.js';
import {chooseOrganizations, previewOrganization} from '../api/accounts.js';
import {ask} from '../parts/dialog.js';
import {Problem} from '../api/problem.js';
import {landInWords} from '../words/changes.js';
import {counted} from '../words/numbers.js';
import {nameOf} from '../words/names.js';

/** So many are read from the provider before a change; more would take too long. */
const PREVIEWED = 10;

/** Shows what a change adds or removes, and applies it. */
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
    verb: selecting ? 'Select' : 'Deselect',
    wide: organizations.length > 1,
    body: (draw) => {
      if (!begun) {
        begun = true;
        queueMicrotask(() => look(draw));
      }
      return html`
        <p>${selecting
          ? 'Growers, farms and fields are synced now and updated with every sync.'
          : 'Growers, farms and fields are hidden immediately. They are kept for 30 days and restored when the organization is selected again.'}</p>
        <ul class="brings" aria-live="polite">
          ${asked.map((each) => line(each, previews.get(each.providerOrgId), selecting, organizations.length > 1))}
        </ul>
        ${organizations.length > asked.length
          ? html`<p class="faint">And ${counted(organizations.length - asked.length, 'more organization')}, without a preview.</p>`
          : nothing}
        ${[...previews.values()].some((each) => each.complete === false)
          ? html`<p class="faint">Counting was not completed in time. The numbers are minimums.</p>`
          : nothing}
      `;
    },
    act: () => chooseOrganizations(account, organizations.map((each) => each.providerOrgId), status),
  });
  outcome.finally(() => stop.abort());
  return outcome;
}

function titleOf(organizations, selecting) {
  const verb = selecting ? 'Select' : 'Deselect';
  return organizations.length === 1
    ? `${verb} ${nameOf(organizations[0])}?`
    : `${verb} ${counted(organizations.length, 'organization')}?`;
}

function line(organization, preview, selecting, named) {
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
  const {selecting: brings, deselecting, complete, notPermitted} = preview;
  if (!selecting) {
    return html`Hides <strong>${landInWords(deselecting)}</strong>`;
  }
  const least = complete ? '' : 'at least ';
  const withheld = notPermitted.map((kind) => `${kind.toLowerCase().replace(/y$/, 'ie')}s`).join(', ');
  return html`Adds <strong>${least}${landInWords(brings)}</strong>${brings.fields > 0 && brings.fieldsArriveAs === 'PREVIEW'
    ? html`. Fields are listed as previews, without boundaries`
    : nothing}${withheld === '' ? nothing : html`. Not permitted: ${withheld}`}`;
}

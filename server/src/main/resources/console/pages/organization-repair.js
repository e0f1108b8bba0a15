// @ts-check
import {html, nothing} from '../lit/lit-html.js';
import {openDialog} from '../parts/dialog.js';
import {copyButton, isWebUrl, externalLink} from '../parts/copy.js';
import {icon} from '../parts/icons.js';
import {address} from '../shell/router.js';
import {countOf, nounFor} from '../labels/numbers.js';
import {blockedText, organizationBadge} from '../labels/states.js';
import {nameOf} from '../labels/names.js';

/** Causes that one consent of the grower repairs for all organizations. */
const OF_THE_CREDENTIAL = ['CREDENTIAL_REVOKED', 'SCOPE_MISSING'];

/** The status of a blocked organization: the reason, and the repair unless one action repairs all. */
export function blockedStatus(organization, open) {
  const [reason] = blockedText(organization.blockedReason);
  return html`<span class="blocked">
    ${organizationBadge('BLOCKED')}
    <span class="under">${reason}</span>
    ${OF_THE_CREDENTIAL.includes(organization.blockedReason)
      ? nothing
      : html`<button class="slight" @click=${open}>Repair…<span class="unseen"> ${nameOf(organization)}</span></button>`}
  </span>`;
}

/** All organizations that are blocked for one reason, with the repair where one action repairs all. */
export function blockedNotice({reason, members, path, query, name, leafUser, sendLink}) {
  const [title, what] = blockedText(reason);
  const shown = query.reason === reason;
  return html`<section class="notice" aria-label=${`Blocked: ${title}`}>
    <div>
      <p class="what">${icon('bad')}<span>${countOf(members.length, 'organization')} blocked: ${title}</span></p>
      <p>${what}</p>
    </div>
    <div class="actions">
      ${OF_THE_CREDENTIAL.includes(reason)
        ? html`<button class="main" @click=${sendLink}>${icon('link')}Send a link…</button>
            <a class="button" href=${address(`/users/${leafUser?.id}`)}>Replace the ${name} credential</a>`
        : nothing}
      ${shown
        ? html`<a class="button slight" href=${address(path)}>Show all organizations</a>`
        : html`<a class="button slight" href=${address(path, {status: 'BLOCKED', reason})}>Show ${nounFor(members.length, 'it', 'them')}</a>`}
    </div>
  </section>`;
}

/** Shows the reason and the link that repairs it. */
export function openRepair(organization, {name, leafUser, sync}) {
  const [reason, what] = blockedText(organization.blockedReason);
  const link = linkOf(organization);
  return openDialog({
    title: nameOf(organization),
    wide: true,
    body: () => html`
      <p>${organizationBadge('BLOCKED')} <strong>${reason}</strong></p>
      <p>${what}</p>
      ${link
        ? html`<ol class="steps">
            <li>
              <p>Send this link to ${leafUser?.name ?? 'the grower'}. It works only for a person who signs in at ${name} with the grower’s account.</p>
              <p class="given"><code>${link}</code></p>
              <div class="actions">${copyButton(link, 'Copy the link', 'The link')}${externalLink(link, `Open at ${name}`)}</div>
            </li>
            <li><p>When the grower has finished, sync. The organization is available again as soon as ${name} reports it as connected.</p></li>
          </ol>`
        : nothing}
      ${link || organization.blockedReason === 'NOT_VISIBLE'
        ? nothing
        : html`<p><a href=${address(`/users/${leafUser?.id}`)}>Show the credential of ${leafUser?.name ?? 'the Leaf user'}</a></p>`}
    `,
    verb: 'Sync now',
    act: async () => {
      sync();
      return true;
    },
  });
}

function linkOf({actionUri, managementUri}) {
  return [actionUri, managementUri].find((uri) => uri && isWebUrl(uri));
}

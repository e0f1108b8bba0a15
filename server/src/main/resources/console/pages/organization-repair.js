import {html, nothing} from '../lit/lit-html.js';
import {ask} from '../parts/dialog.js';
import {copying, isOfTheWeb, outward} from '../parts/copy.js';
import {address} from '../shell/router.js';
import {blockedInWords, organizationBadge} from '../words/states.js';
import {nameOf} from './organization-columns.js';

/** What stands in the list in place of a switch: why it is blocked, and the way to mend it. */
export function blockedSign(organization, open) {
  const [reason] = blockedInWords(organization.blockedReason);
  return html`<span class="blocked">
    ${organizationBadge('BLOCKED')}
    <span class="under">${reason}</span>
    <button class="slight" @click=${open}>Repair…<span class="unseen"> ${nameOf(organization)}</span></button>
  </span>`;
}

/** Says what happened and gives the link that mends it. */
export function repair(organization, {name, leafUser, sync}) {
  const [reason, what] = blockedInWords(organization.blockedReason);
  const link = linkOf(organization);
  return ask({
    title: nameOf(organization),
    wide: true,
    body: () => html`
      <p>${organizationBadge('BLOCKED')} <strong>${reason}</strong></p>
      <p>${what}</p>
      ${link
        ? html`<ol class="steps">
            <li>
              <p>Send this link to ${leafUser?.name ?? 'the grower'}. It only works for who signs in at ${name} as the grower.</p>
              <p class="given"><code>${link}</code></p>
              <div class="actions">${copying(link, 'Copy the link', 'The link')}${outward(link, `Open at ${name}`)}</div>
            </li>
            <li><p>When the grower is done, sync. The organization is freed as soon as ${name} shows it connected.</p></li>
          </ol>`
        : nothing}
      ${link || organization.blockedReason === 'NOT_VISIBLE'
        ? nothing
        : html`<p><a href=${address(`/users/${leafUser?.id}`)}>Go to the credential of ${leafUser?.name ?? 'the Leaf user'}</a></p>`}
    `,
    verb: 'Sync now',
    act: async () => {
      sync();
      return true;
    },
  });
}

function linkOf({actionUri, managementUri}) {
  return [actionUri, managementUri].find((uri) => uri && isOfTheWeb(uri));
}

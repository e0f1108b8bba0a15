// @ts-check
import {html, nothing} from '../lit/lit-html.js';
import {explain} from '../api/accounts.js';
import {UserHeader} from '../parts/user-header.js';
import {badge, labelBadge} from '../parts/badge.js';
import {copyButton, isWebUrl, externalLink} from '../parts/copy.js';
import {Loadable, placeholderLines} from '../parts/loading.js';
import {dateTime} from '../parts/time.js';
import {textOf} from '../parts/form.js';
import {navigate} from '../shell/router.js';

const KINDS = [
  ['providerOrgId', 'Organization (provider ID)'],
  ['fieldId', 'Field (ID)'],
  ['providerFieldId', 'Field (provider ID)'],
  ['farmId', 'Farm (ID)'],
  ['growerId', 'Grower (ID)'],
];
const STEPS = {
  CREDENTIAL: 'Credential',
  ORGANIZATION: 'Organization',
  CONFIGURATION: 'Settings',
  PERMISSIONS: 'Permissions',
  FIELD_DATA: 'Synced data',
  RECORD: 'Record',
  BOUNDARY: 'Boundary',
  LAST_RUN: 'Last sync',
  NEXT_RUN: 'Next sync',
};
/** @type {Record<string, import('../types/console').Label>} */
const OUTCOMES = {OK: ['good', 'OK'], STOPS: ['bad', 'Stops here'], INFO: ['idle', 'Information']};

/** Explains step by step why something is visible or not. */
export function page({params, query, show, signal}) {
  const path = `/users/${params.leafUserId}/${params.provider}/why`;
  const kind = KINDS.find(([key]) => query[key])?.[0];
  const head = new UserHeader(params, '/why', draw, signal);
  const explanation = new Loadable(draw, signal);

  function draw() {
    show(html`
      ${head.render()}
      <form class="filters" @submit=${submit}>
        <div><label for="kind">Explain</label>
          <select id="kind" name="kind">
            <option value="">The whole account</option>
            ${KINDS.map(([key, name]) => html`<option value=${key} ?selected=${key === kind}>${name}</option>`)}
          </select></div>
        <div><label for="id">Id</label>
          <input id="id" name="id" autocomplete="off" spellcheck="false" .defaultValue=${kind ? query[kind] : ''}></div>
        <button class="main">Explain</button>
      </form>
      ${explanation.render(explanationView, placeholderLines(6))}
    `);
  }

  function submit(event) {
    event.preventDefault();
    const form = new FormData(event.target);
    const kind = textOf(form, 'kind');
    const id = textOf(form, 'id');
    navigate(path, kind !== '' && id !== '' ? {[kind]: id} : {});
  }

  explanation.load(() => explain({...params, ...query}, signal));
}

const explanationView = ({subject, present, reason, chain}) => html`
  <section class="card verdict" aria-labelledby="verdict">
    <div class="title">
      <h2 id="verdict">${subject.name ?? (subject.type === 'ACCOUNT' ? 'Account' : (subject.id ?? subject.providerId ?? subject.providerOrgId))}</h2>
      ${present ? badge('good', subject.type === 'ACCOUNT' ? 'Synced' : 'Visible') : badge('bad', subject.type === 'ACCOUNT' ? 'Not synced' : 'Not visible')}
    </div>
    <p>${reason}</p>
  </section>
  <ol class="chain">
    ${chain.map(stepView)}
  </ol>
`;

const stepView = ({step, outcome, detail, change, at: when, link}) => html`<li class=${`is-${outcome.toLowerCase()}`}>
  <div class="title"><h3>${STEPS[step] ?? step}</h3>${labelBadge(OUTCOMES[outcome])}</div>
  <p>${detail} ${when ? html`<span class="faint small">${dateTime(when)}</span>` : nothing}</p>
  ${change ? html`<p class="change">${withoutCalls(change)}</p>` : nothing}
  ${link && isWebUrl(link)
    ? html`<div class="actions">${copyButton(link, 'Copy the link', 'The link')}${externalLink(link, 'Open at the provider')}</div>`
    : nothing}
</li>`;

/** The sentence also names API calls; the console has buttons for them. */
function withoutCalls(sentence) {
  return sentence.replaceAll(/:?\s+(GET|POST|PUT|PATCH|DELETE) \/[^\s]*[^\s.,]/g, '').replace(/[^.]$/, '$&.');
}

// @ts-check
import {html, nothing} from '../lit/lit-html.js';
import {listRuns, runPath} from '../api/accounts.js';
import {followEvents, delay} from '../api/events.js';
import {address} from '../shell/router.js';
import {announce} from '../shell/announce.js';
import {countOf, formatNumber} from '../labels/numbers.js';
import {failureText, runBadge, runMeaning} from '../labels/states.js';
import {changesText} from '../labels/changes.js';
import {relativeTime} from './time.js';

const CHECK_DELAYS = [150, 300, 700, 1_500, 3_000, 5_000, 10_000, 10_000, 10_000];

/** The latest sync run of an account, followed while it is running. */
export class RunWatch {
  /** @param ended called when a run ends that was running or did not exist before */
  constructor(account, {draw, signal, ended}) {
    this.account = account;
    this.draw = draw;
    this.signal = signal;
    this.ended = ended;
  }

  /** Loads the latest run. */
  async load() {
    try {
      const {leafUserId, provider} = this.account;
      const {body} = await listRuns({leafUserId, provider, size: 1}, this.signal);
      // A short run may start and end between two requests.
      const missed = this.known && body[0]?.id !== this.run?.id && body[0]?.state !== 'RUNNING';
      this.known = true;
      this.setRun(body[0]);
      if (missed) {
        this.notifyEnd(body[0]);
      }
    } catch {
      // The page shows the error of its own request; this line is loaded again later.
      this.known = true;
      this.draw();
    }
  }

  /** After an action that starts a run: requests until there is a new one. */
  async awaitNewRun() {
    const before = this.run?.id;
    for (const wait of CHECK_DELAYS) {
      await delay(wait, this.signal);
      if (this.signal.aborted) {
        return;
      }
      await this.load();
      if (this.run?.id !== before || this.run?.state === 'RUNNING') {
        return;
      }
    }
  }

  setRun(run) {
    this.run = run;
    this.draw();
    if (run?.state === 'RUNNING' && this.followed !== run.id) {
      this.followed = run.id;
      followEvents(`${runPath(run.id)}/events`, {
        signal: this.signal,
        onEvent: (event, latest) => {
          this.run = latest;
          if (event === 'end') {
            this.notifyEnd(latest);
          }
          this.draw();
        },
      });
    }
  }

  notifyEnd(run) {
    announce(`Sync completed. ${runMeaning(run.state)}`);
    this.ended?.(run);
  }

  /** One line, whose height does not change. */
  render() {
    const {run} = this;
    return html`<div class="run-line ${run?.state === 'RUNNING' ? 'running' : ''}">
      ${run ? (run.state === 'RUNNING' ? this.running(run) : this.completed(run)) : this.noRun()}
    </div>`;
  }

  noRun() {
    return this.known
      ? html`<p class="faint">No sync yet.</p>`
      : html`<span class="line short"></span>`;
  }

  running({progress}) {
    const {organizations, done, fieldsRead} = progress;
    return html`
      <p>
        ${runBadge('RUNNING')}
        ${organizations === 0
          ? 'Reading the list of organizations'
          : html`${formatNumber(done)} of ${countOf(organizations, 'organization')} read, ${countOf(fieldsRead, 'field')}`}
      </p>
      ${organizations === 0
        ? html`<progress aria-label="Progress of the sync"></progress>`
        : html`<progress aria-label="Progress of the sync" max=${organizations} value=${done}></progress>`}
    `;
  }

  completed(run) {
    const {leafUserId, provider} = this.account;
    const changes = changesText(run);
    return html`<p>
      ${runBadge(run.state)}
      <span>Last sync ${relativeTime(run.endedAt)}${run.failure ? html`: ${failureText(run.failure)}` : changes === '' ? nothing : html`: ${changes}`}</span>
      <a href=${address(`/users/${leafUserId}/${provider}/runs/${run.id}`)}>Details<span class="unseen"> of the last sync</span></a>
    </p>`;
  }
}

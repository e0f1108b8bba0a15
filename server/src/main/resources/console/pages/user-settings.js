import {html, nothing} from '../lit/lit-html.js';
import {changeConfiguration, findConfiguration} from '../api/accounts.js';
import {UserHead} from '../parts/account.js';
import {Asked, block} from '../parts/loading.js';
import {NOT_SETTINGS, otherKeys, settingsForm} from '../parts/settings-form.js';
import {trouble} from '../parts/trouble.js';
import {tell} from '../shell/announce.js';
import {SETTINGS} from '../words/settings.js';

const KNOWN = new Set([...SETTINGS.map((setting) => setting.key), ...NOT_SETTINGS]);

/** The effective settings of one Leaf user, and whether they are inherited. */
export function page({params, show, signal}) {
  const {leafUserId} = params;
  let busy;
  let problem;
  const head = new UserHead(params, 'settings', draw, signal);
  const values = new Asked(draw, signal);

  function draw() {
    show(html`
      ${head.show()}
      ${problem ? trouble(problem) : nothing}
      ${values.show(form, html`<div class="cards">${SETTINGS.map(() => block('card low'))}</div>`)}
    `);
  }

  function form({effective, own, owner}) {
    const isOwn = ({key}) => own[key] !== undefined;
    return html`
      ${settingsForm({
        settings: SETTINGS,
        busy,
        valueOf: ({key}) => effective[key],
        sourceOf: (setting) =>
          isOwn(setting)
            ? ['good', 'Set for this Leaf user']
            : owner[setting.key] === setting.standard
              ? ['idle', 'Default']
              : ['idle', 'Inherited'],
        set: (setting, value) => change(setting, value),
        clear: (setting) => change(setting, null),
        own: isOwn,
      })}
      ${otherKeys(own, KNOWN)}
    `;
  }

  async function change({key, name}, value) {
    busy = key;
    problem = undefined;
    draw();
    try {
      await changeConfiguration(leafUserId, {[key]: value});
      values.value = await load();
      tell(value === null ? `${name}: inherited` : `${name}: saved`);
    } catch (refused) {
      problem = refused;
    }
    busy = undefined;
    draw();
  }

  async function load() {
    const [effective, own, owner] = await Promise.all([
      findConfiguration(leafUserId, signal, true),
      findConfiguration(leafUserId, signal).catch(nothingOfItsOwn),
      findConfiguration(undefined, signal),
    ]);
    return {effective, own, owner};
  }

  values.ask(load);
}

function nothingOfItsOwn(failure) {
  if (failure.status === 404) {
    return {};
  }
  throw failure;
}

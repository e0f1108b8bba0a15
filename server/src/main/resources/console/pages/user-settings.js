// @ts-check
import {html} from '../lit/lit-html.js';
import {changeConfiguration, findConfiguration} from '../api/accounts.js';
import {Actions} from '../parts/actions.js';
import {UserHeader} from '../parts/user-header.js';
import {Loadable, placeholderBlock} from '../parts/loading.js';
import {NOT_SETTINGS, otherKeys, settingsForm} from '../parts/settings-form.js';
import {notify} from '../shell/announce.js';
import {SETTINGS} from '../labels/settings.js';

const KNOWN = new Set([...SETTINGS.map((setting) => setting.key), ...NOT_SETTINGS]);

/** The effective settings of one Leaf user, and whether they are inherited. */
export function page({params, show, signal}) {
  const {leafUserId} = params;
  const head = new UserHeader(params, 'settings', draw, signal);
  const values = new Loadable(draw, signal);
  const actions = new Actions(draw, signal);

  function draw() {
    show(html`
      ${head.render()}
      ${actions.render()}
      ${values.render(form, html`<div class="cards">${SETTINGS.map(() => placeholderBlock('card low'))}</div>`)}
    `);
  }

  function form({effective, own, owner}) {
    const isOwn = ({key}) => own[key] !== undefined;
    return html`
      ${settingsForm({
        settings: SETTINGS,
        busy: actions.busy,
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

  const change = ({key, name}, value) => actions.act(async () => {
    await changeConfiguration(leafUserId, {[key]: value});
    values.value = await load();
    notify(value === null ? `${name}: inherited` : `${name}: saved`);
  }, {key});

  async function load() {
    const [effective, own, owner] = await Promise.all([
      findConfiguration(leafUserId, signal, true),
      findConfiguration(leafUserId, signal).catch(emptyIfNotFound),
      findConfiguration(undefined, signal),
    ]);
    return {effective, own, owner};
  }

  values.load(load);
}

function emptyIfNotFound(failure) {
  if (failure.status === 404) {
    return {};
  }
  throw failure;
}

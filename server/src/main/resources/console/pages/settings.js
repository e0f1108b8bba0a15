// @ts-check
import {html} from '../lit/lit-html.js';
import {changeConfiguration, findConfiguration} from '../api/accounts.js';
import {Actions} from '../parts/actions.js';
import {pageHeading} from '../parts/heading.js';
import {Loadable, placeholderBlock} from '../parts/loading.js';
import {NOT_SETTINGS, otherKeys, settingsForm} from '../parts/settings-form.js';
import {notify} from '../shell/announce.js';
import {SETTINGS} from '../labels/settings.js';

const KNOWN = new Set([...SETTINGS.map((setting) => setting.key), ...NOT_SETTINGS]);

/** The defaults for all Leaf users. */
export function page({show, signal}) {
  const values = new Loadable(draw, signal);
  const actions = new Actions(draw, signal);

  function draw() {
    show(html`
      ${pageHeading('Settings', {below: 'Defaults for all Leaf users without a value of their own. Changes apply from the next sync.'})}
      ${actions.render()}
      ${values.render(form, html`<div class="cards">${SETTINGS.map(() => placeholderBlock('card low'))}</div>`)}
    `);
  }

  const form = (body) => html`
    ${settingsForm({
      settings: SETTINGS,
      busy: actions.busy,
      valueOf: ({key}) => body[key],
      sourceOf: ({key, standard}) => (body[key] === standard ? ['idle', 'Default'] : ['good', 'Changed']),
      set,
    })}
    ${otherKeys(body, KNOWN)}
  `;

  const set = ({key, name}, value) => actions.act(async () => {
    values.value = await changeConfiguration(undefined, {[key]: value});
    notify(`${name}: saved`);
  }, {key});

  values.load(() => findConfiguration(undefined, signal));
}

import {html, nothing} from '../lit/lit-html.js';
import {changeConfiguration, findConfiguration} from '../api/accounts.js';
import {heading} from '../parts/heading.js';
import {Asked, block} from '../parts/loading.js';
import {NOT_SETTINGS, otherKeys, settingsForm} from '../parts/settings-form.js';
import {trouble} from '../parts/trouble.js';
import {tell} from '../shell/announce.js';
import {SETTINGS} from '../words/settings.js';

const KNOWN = new Set([...SETTINGS.map((setting) => setting.key), ...NOT_SETTINGS]);

/** The defaults for all Leaf users. */
export function page({show, signal}) {
  let busy;
  let problem;
  const values = new Asked(draw, signal);

  function draw() {
    show(html`
      ${heading('Settings', {below: 'Defaults for all Leaf users without a value of their own. Changes apply from the next sync.'})}
      ${problem ? trouble(problem) : nothing}
      ${values.show(form, html`<div class="cards">${SETTINGS.map(() => block('card low'))}</div>`)}
    `);
  }

  const form = (body) => html`
    ${settingsForm({
      settings: SETTINGS,
      busy,
      valueOf: ({key}) => body[key],
      sourceOf: ({key, standard}) => (body[key] === standard ? ['idle', 'Default'] : ['good', 'Changed']),
      set,
    })}
    ${otherKeys(body, KNOWN)}
  `;

  async function set({key, name}, value) {
    busy = key;
    problem = undefined;
    draw();
    try {
      values.value = await changeConfiguration(undefined, {[key]: value});
      tell(`${name}: saved`);
    } catch (refused) {
      problem = refused;
    }
    busy = undefined;
    draw();
  }

  values.ask(() => findConfiguration(undefined, signal));
}

// @ts-check
import {html, nothing} from '../lit/lit-html.js';

const RULES = {
  NotBlank: 'is required',
  NotNull: 'is required',
  Size: 'is too long',
  Email: 'is not a valid email address',
};

/**
 * A labelled input, with the error of its value.
 *
 * @param {import('../types/console').Input} input
 */
export function input({name, label, type = 'text', value = '', hint = nothing, needed = false, problem, autocomplete = 'off', placeholder = nothing}) {
  const wrong = problem?.fieldErrors?.find((error) => error.field === name);
  return html`<div class="field">
    <label for=${`f-${name}`}>${label}${needed ? nothing : html` <span class="faint">(optional)</span>`}</label>
    <input
      id=${`f-${name}`}
      name=${name}
      type=${type}
      .defaultValue=${value}
      placeholder=${placeholder}
      autocomplete=${autocomplete}
      spellcheck="false"
      ?required=${needed}
      aria-invalid=${wrong ? 'true' : nothing}
      aria-describedby=${wrong ? `e-${name}` : hint === nothing ? nothing : `h-${name}`}
    />
    ${hint === nothing ? nothing : html`<p class="hint" id=${`h-${name}`}>${hint}</p>`}
    ${wrong ? html`<p class="wrong" id=${`e-${name}`}>${label} ${RULES[wrong.message] ?? `is not valid (${wrong.message})`}.</p>` : nothing}
  </div>`;
}

/**
 * A labelled choice among a few.
 *
 * @param {import('../types/console').Select} select
 */
export function select({name, label, options, value, hint = nothing, change}) {
  return html`<div class="field">
    <label for=${`f-${name}`}>${label}</label>
    <select id=${`f-${name}`} name=${name} @change=${change} aria-describedby=${hint === nothing ? nothing : `h-${name}`}>
      ${options.map(([key, text]) => html`<option value=${key} ?selected=${key === value}>${text}</option>`)}
    </select>
    ${hint === nothing ? nothing : html`<p class="hint" id=${`h-${name}`}>${hint}</p>`}
  </div>`;
}

/** The values of a form without white space around them; empty ones are omitted. */
export function formValues(form) {
  const values = {};
  for (const name of form.keys()) {
    if (textOf(form, name) !== '') {
      values[name] = textOf(form, name);
    }
  }
  return values;
}

/**
 * A value of a form without white space around it; empty when there is none.
 *
 * @param {FormData} form
 * @param {string} name
 */
export const textOf = (form, name) => String(form.get(name) ?? '').trim();

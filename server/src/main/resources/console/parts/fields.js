import {html, nothing} from '../lit/lit-html.js';

const RULES = {
  NotBlank: 'is required',
  NotNull: 'is required',
  Size: 'is too long',
  Email: 'is not a valid email address',
};

/**
 * A labelled input, with what the server had against its value.
 *
 * @param {{name: string, label: string, type?: string, value?: string, hint?: unknown,
 *     needed?: boolean, problem?: import('../api/problem.js').Problem}} field
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

/** A labelled choice among a few. */
export function choice({name, label, options, value, hint = nothing, change}) {
  return html`<div class="field">
    <label for=${`f-${name}`}>${label}</label>
    <select id=${`f-${name}`} name=${name} @change=${change} aria-describedby=${hint === nothing ? nothing : `h-${name}`}>
      ${options.map(([key, text]) => html`<option value=${key} ?selected=${key === value}>${text}</option>`)}
    </select>
    ${hint === nothing ? nothing : html`<p class="hint" id=${`h-${name}`}>${hint}</p>`}
  </div>`;
}

/** What was typed into a form: texts without spaces around them; what is empty is left out. */
export function typed(form) {
  const values = {};
  for (const [name, value] of form) {
    if (value.trim() !== '') {
      values[name] = value.trim();
    }
  }
  return values;
}

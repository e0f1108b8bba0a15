// @ts-check
/** The colour scheme: light, dark, or that of the system. */
const KEY = 'headland.colours';
const CHOICES = ['system', 'light', 'dark'];

export function colourScheme() {
  return localStorage.getItem(KEY) ?? 'system';
}

export function switchColourScheme() {
  const next = CHOICES[(CHOICES.indexOf(colourScheme()) + 1) % CHOICES.length];
  if (next === 'system') {
    localStorage.removeItem(KEY);
    delete document.documentElement.dataset.colours;
  } else {
    localStorage.setItem(KEY, next);
    document.documentElement.dataset.colours = next;
  }
  window.dispatchEvent(new Event('headland:colours'));
  return next;
}

/** Calls `changed` when the colours change, until the signal ends it. */
export function onColourChange(signal, changed) {
  window.addEventListener('headland:colours', changed, {signal});
  window.matchMedia('(prefers-color-scheme: dark)').addEventListener('change', changed, {signal});
}

/** The current value of a custom property of the style sheet, for drawing on a canvas. */
export function colourOf(property) {
  const probe = document.createElement('span');
  probe.style.color = `var(${property})`;
  document.body.append(probe);
  const colour = getComputedStyle(probe).color;
  probe.remove();
  return colour;
}

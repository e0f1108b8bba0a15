// @ts-check
// Runs before anything is painted: the chosen colours must not come after a flash of the others.
const chosen = localStorage.getItem('headland.colours');
if (chosen === 'light' || chosen === 'dark') {
  document.documentElement.dataset.colours = chosen;
}

// The map's library looks, once, whether a browser knows SVG, and writes its scale. Outside of
// lit-html no other text may become markup: one without signs of markup stays a text anyway.
if (window.trustedTypes) {
  window.trustedTypes.createPolicy('default', {
    createHTML: (text) => (text === '<svg/>' || !/[<&]/.test(text) ? text : null),
  });
}

// Runs before anything is painted: the chosen colours must not come after a flash of the others.
const chosen = localStorage.getItem('headland.colours');
if (chosen === 'light' || chosen === 'dark') {
  document.documentElement.dataset.colours = chosen;
}

// The map's library looks, once, whether a browser knows SVG. No other text may become markup
// outside of lit-html.
if (window.trustedTypes) {
  window.trustedTypes.createPolicy('default', {
    createHTML: (text) => (text === '<svg/>' ? text : null),
  });
}

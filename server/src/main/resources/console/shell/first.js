// @ts-check
// Runs before the first paint, so that the page does not flash in other colours.
const chosen = localStorage.getItem('headland.colours');
if (chosen === 'light' || chosen === 'dark') {
  document.documentElement.dataset.colours = chosen;
}

// Leaflet tests once whether the browser supports SVG, and writes the scale of the map. No other text
// becomes markup outside of lit-html.
if (window.trustedTypes) {
  window.trustedTypes.createPolicy('default', {
    createHTML: (text) => (text === '<svg/>' || !/[<&]/.test(text) ? text : null),
  });
}

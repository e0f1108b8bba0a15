// @ts-check
let library;

/** Loads Leaflet, a script that defines a global variable, and its style sheet. */
export async function leaflet() {
  if (!library) {
    library = import('../leaflet/leaflet.js').then(() => window.L.noConflict());
    const sheet = document.createElement('link');
    sheet.rel = 'stylesheet';
    sheet.href = new URL('../leaflet/leaflet.css', import.meta.url).pathname;
    document.head.append(sheet);
    await new Promise((done) => {
      sheet.addEventListener('load', done, {once: true});
      sheet.addEventListener('error', done, {once: true});
    });
  }
  return library;
}

/** A map without tiles, so that no other server is called. */
export function createMap(L, element, {maxZoom = 19} = {}) {
  const map = L.map(element, {
    zoomControl: false,
    attributionControl: false,
    zoomAnimation: false,
    fadeAnimation: false,
    scrollWheelZoom: false,
    zoomSnap: 0.25,
    maxZoom,
  });
  L.control.scale({imperial: false, position: 'bottomleft'}).addTo(map);
  return map;
}

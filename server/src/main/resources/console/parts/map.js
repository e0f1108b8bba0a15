// @ts-check
import {createMap, leaflet} from './leaflet-map.js';

/**
 * Boundaries on a map without tiles, so that no other server is called. The list beside it has the
 * same content for screen readers.
 */
const MIN_PIXELS = 12;

export class FieldMap {
  /** @param page `highlight` is called with the id of the field under the pointer, or undefined */
  constructor({signal, highlight, open}) {
    this.signal = signal;
    this.onHighlight = highlight;
    this.open = open;
    this.shapes = new Map();
    this.fields = [];
    this.moved = false;
    signal.addEventListener('abort', () => this.map?.remove(), {once: true});
  }

  /** For lit-html's `ref`: the element in which to draw. */
  attach = async (element) => {
    if (!element || this.map || this.attaching) {
      return;
    }
    this.attaching = true;
    const L = await leaflet();
    if (this.signal.aborted) {
      return;
    }
    this.L = L;
    this.map = createMap(L, element);
    this.layer = L.featureGroup().addTo(this.map);
    this.map.on('zoomend', () => this.updateSizes());
    this.map.on('dragstart', () => {
      this.moved = true;
    });
    this.map.setView([0, 0], 2);
    const {fields} = this;
    this.fields = [];
    this.add(fields);
  };

  clear() {
    this.fields = [];
    this.moved = false;
    this.layer?.clearLayers();
    this.shapes.clear();
  }

  /** Draws more fields. The section of the map follows until the user moves it. */
  add(fields) {
    const drawn = fields.filter((each) => each.geometry);
    this.fields.push(...drawn);
    if (!this.map || drawn.length === 0) {
      return;
    }
    for (const field of drawn) {
      this.shapes.set(field.id, this.shapeOf(field));
    }
    if (this.moved) {
      this.updateSizes();
    } else {
      this.fit();
    }
  }

  shapeOf(field) {
    const shape = this.L.geoJSON(field.geometry, {className: 'shape', bubblingMouseEvents: false});
    const name = document.createElement('span');
    name.textContent = field.name ?? 'No name';
    shape.bindTooltip(name, {sticky: true, direction: 'top'});
    // Fields that are far apart are too small to see and to point at.
    const dot = this.L.circleMarker(shape.getBounds().getCenter(), {radius: 6, className: 'shape dot'});
    shape.addLayer(dot);
    shape.on('mouseover', () => this.onHighlight(field.id));
    shape.on('mouseout', () => this.onHighlight(undefined));
    shape.on('click', () => this.open(field.id));
    return shape.addTo(this.layer);
  }

  /** Shows each field as its shape, or as a dot where the shape is smaller. */
  updateSizes() {
    for (const shape of this.shapes.values()) {
      const bounds = shape.getBounds();
      const span = this.map
        .latLngToLayerPoint(bounds.getNorthWest())
        .distanceTo(this.map.latLngToLayerPoint(bounds.getSouthEast()));
      shape.eachLayer((layer) => {
        const isDot = layer instanceof this.L.CircleMarker;
        layer.getElement()?.classList.toggle('away', isDot ? span > MIN_PIXELS : span <= MIN_PIXELS);
      });
    }
  }

  highlight(id) {
    for (const [each, shape] of this.shapes) {
      shape.eachLayer((layer) => layer.getElement()?.classList.toggle('highlighted', each === id));
      if (each === id) {
        shape.bringToFront();
      }
    }
  }

  fit() {
    if (this.shapes.size > 0) {
      this.map.fitBounds(this.layer.getBounds(), {padding: [24, 24], animate: false});
      this.updateSizes();
    }
  }

  zoomTo(id) {
    const shape = this.shapes.get(id);
    if (shape) {
      this.moved = true;
      this.map.fitBounds(shape.getBounds(), {padding: [80, 80], maxZoom: 16, animate: false});
    }
  }

  zoom(step) {
    this.moved = true;
    this.map?.setZoom(this.map.getZoom() + step, {animate: false});
  }
}

// @ts-check
import {colourOf, onColourChange} from '../shell/colours.js';
import {createMap, leaflet} from './leaflet-map.js';
import {PointLayer} from './point-layer.js';
import {COLOURS} from './point-scale.js';

/** The points of an operation on a map, above the boundary of the field. */
export class PointMap {
  /** @param {{signal: AbortSignal, describe: (shape: any) => string}} options `describe` is the text of a point under the pointer */
  constructor({signal, describe}) {
    this.signal = signal;
    this.describe = describe;
    this.shapes = [];
    /** @type {import('./point-layer.js').Shape[]} */
    this.others = [];
    signal.addEventListener('abort', () => this.map?.remove(), {once: true});
    onColourChange(signal, () => this.setPoints(this.shapes));
  }

  /** For lit-html's `ref`: the element in which to draw. */
  attach = async (element) => {
    if (!element || this.attaching) {
      return;
    }
    this.attaching = true;
    const L = await leaflet();
    if (this.signal.aborted) {
      return;
    }
    this.L = L;
    this.map = createMap(L, element, {maxZoom: 22});
    this.map.setView([0, 0], 2);
    this.tooltip = L.tooltip({direction: 'top', offset: [0, -8]});
    this.map.on('mousemove', ({latlng}) => this.point(latlng));
    this.map.on('mouseout', () => this.tooltip.remove());
    if (this.geometry) {
      this.setBoundary(this.geometry);
    }
    this.layer = new PointLayer(L, this.map);
    this.setPoints(this.shapes);
    this.fit();
  };

  /** Draws the boundary and shows all of it. */
  setBoundary(geometry) {
    this.geometry = geometry;
    if (this.map && geometry && !this.boundary) {
      this.boundary = this.L.geoJSON(geometry, {className: 'outline', interactive: false}).addTo(this.map);
      this.fit();
    }
  }

  /**
   * @param {import('./point-layer.js').Shape[]} shapes
   * @param {import('./point-layer.js').Shape[]} [others] are drawn above them and do not determine what is shown
   */
  setPoints(shapes, others = this.others) {
    const isFirst = this.shapes.length === 0;
    this.shapes = shapes;
    this.others = others;
    if (this.layer) {
      if (isFirst) {
        this.fit();
      }
      const colours = Array.from({length: COLOURS}, (_, index) => colourOf(`--ramp-${index}`));
      this.layer.set([...shapes, ...others], [...colours, colourOf('--dropped')]);
    }
  }

  point(latlng) {
    const shape = this.layer?.nearest(latlng);
    if (!shape) {
      this.tooltip.remove();
      return;
    }
    const text = document.createElement('span');
    text.textContent = this.describe(shape);
    this.tooltip.setLatLng([shape.latitude, shape.longitude]).setContent(text).addTo(this.map);
  }

  fit() {
    const bounds = this.boundary?.getBounds() ?? this.L?.latLngBounds([]);
    for (const {latitude, longitude} of this.boundary ? [] : this.shapes) {
      bounds?.extend([latitude, longitude]);
    }
    if (bounds?.isValid()) {
      this.map.fitBounds(bounds, {padding: [24, 24], animate: false});
    }
  }

  zoom(step) {
    this.map?.setZoom(this.map.getZoom() + step, {animate: false});
  }
}

// @ts-check
/**
 * Points on a canvas above a map. Each is drawn as the rectangle that the implement has worked:
 * as wide as the implement, across the heading, and as long as the way from the point before.
 *
 * @typedef {{longitude: number, latitude: number, width: number, length: number, heading: number | undefined,
 *     colour: number, pixels?: number}} Shape
 *     `width` and `length` in metres, `heading` in degrees, `colour` is an index; with `pixels` it is
 *     a square of this size at every scale
 */
const MIN_PIXELS = 1.5;
const METRES_PER_DEGREE = 111_195;
/** How far the pointer may be from a point. */
const REACH = 14;

export class PointLayer {
  /** @type {Shape[]} */
  shapes = [];
  colours = [];

  constructor(L, map) {
    this.L = L;
    this.map = map;
    this.canvas = L.DomUtil.create('canvas', 'points', map.getPanes().overlayPane);
    map.on('moveend zoomend resize viewreset', () => this.draw());
  }

  /**
   * @param {Shape[]} shapes
   * @param {string[]} colours by index
   */
  set(shapes, colours) {
    this.shapes = shapes;
    this.colours = colours;
    this.draw();
  }

  draw() {
    const size = this.map.getSize();
    const ratio = window.devicePixelRatio || 1;
    const corner = this.map.containerPointToLayerPoint([0, 0]);
    this.L.DomUtil.setPosition(this.canvas, corner);
    this.canvas.width = size.x * ratio;
    this.canvas.height = size.y * ratio;
    this.canvas.style.width = `${size.x}px`;
    this.canvas.style.height = `${size.y}px`;
    const context = this.canvas.getContext('2d');
    context.scale(ratio, ratio);
    context.lineCap = 'butt';
    this.drawShapes(context, size);
  }

  /** From degrees to pixels of the canvas: linear in the small area of a field. */
  projection() {
    const centre = this.map.getCenter();
    const origin = this.map.latLngToContainerPoint(centre);
    const other = this.map.latLngToContainerPoint([centre.lat + 0.01, centre.lng + 0.01]);
    const north = (origin.y - other.y) / 0.01;
    return {
      x: (longitude) => origin.x + ((longitude - centre.lng) * (other.x - origin.x)) / 0.01,
      y: (latitude) => origin.y - (latitude - centre.lat) * north,
      pixels: (metres) => (metres / METRES_PER_DEGREE) * north,
    };
  }

  /** In the order of their time: shapes that overlap are drawn as the machine has moved. */
  drawShapes(context, size) {
    const {x, y, pixels} = this.projection();
    let style = '';
    context.beginPath();
    for (const shape of this.shapes) {
      const left = x(shape.longitude);
      const top = y(shape.latitude);
      // A little wider, so that no gap is visible between passes.
      const half = (shape.pixels ?? Math.max(pixels(shape.width) + 0.5, MIN_PIXELS)) / 2;
      if (left < -half || top < -half || left > size.x + half || top > size.y + half) {
        continue;
      }
      const long = shape.pixels ?? Math.max(Math.round(pixels(shape.length) * 2) / 2 + 0.5, MIN_PIXELS);
      if (style !== `${shape.colour} ${long}`) {
        context.stroke();
        context.beginPath();
        context.strokeStyle = this.colours[shape.colour];
        context.lineWidth = long;
        style = `${shape.colour} ${long}`;
      }
      const across = (((shape.heading ?? 0) + 90) * Math.PI) / 180;
      const east = Math.sin(across) * half;
      const north = Math.cos(across) * half;
      context.moveTo(left - east, top + north);
      context.lineTo(left + east, top - north);
    }
    context.stroke();
  }

  /** The point at a position of the map, or the nearest one within a few pixels. */
  nearest({lat, lng}) {
    const {x, y, pixels} = this.projection();
    const [left, top] = [x(lng), y(lat)];
    let found;
    let best = Infinity;
    for (const shape of this.shapes) {
      const distance = Math.hypot(x(shape.longitude) - left, y(shape.latitude) - top);
      if (distance < best) {
        best = distance;
        found = shape;
      }
    }
    return found && best <= Math.max(REACH, pixels(found.width) / 2) ? found : undefined;
  }
}

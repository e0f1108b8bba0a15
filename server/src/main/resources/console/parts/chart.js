// @ts-check
import {colourOf, onColourChange} from '../shell/colours.js';

let library;

/** Chart.js defines a global variable: it is not a module. */
function chartLibrary() {
  library ??= import('../chart/chart.js').then(() => window.Chart);
  return library;
}

/** @type {[string, string, string, number[]][]} */
const LINES = [
  ['fields', 'Fields', '--main', []],
  ['farms', 'Farms', '--busy', [6, 4]],
  ['growers', 'Growers', '--warn', [2, 3]],
];

/** Counts as lines over time, distinguished by dashes too, in the colours of the page. */
export class Chart {
  canvas = undefined;
  points = undefined;
  colours = undefined;
  chart = undefined;

  constructor({signal}) {
    this.signal = signal;
    signal.addEventListener('abort', () => this.chart?.destroy(), {once: true});
    onColourChange(signal, () => this.chart && this.draw(this.canvas, this.points));
  }

  async draw(canvas, points) {
    if (!canvas || (this.canvas === canvas && this.points === points && this.colours === colourOf('--text-color'))) {
      return;
    }
    this.canvas = canvas;
    this.points = points;
    this.colours = colourOf('--text-color');
    const Library = await chartLibrary();
    if (this.signal.aborted) {
      return;
    }
    Library.defaults.font.family = getComputedStyle(document.body).fontFamily;
    this.chart?.destroy();
    this.chart = new Library(canvas, settings(points));
  }
}

function settings(points) {
  const faint = colourOf('--faint');
  const line = colourOf('--line');
  const axis = {grid: {color: line}, border: {display: false}, ticks: {color: faint, precision: 0, maxTicksLimit: 8, maxRotation: 0}};
  return {
    type: 'line',
    data: {
      labels: points.map((point) => label(point.at)),
      datasets: LINES.map(([key, name, colour, dashes]) => ({
        label: name,
        data: points.map((point) => point[key]),
        borderColor: colourOf(colour),
        backgroundColor: colourOf(colour),
        borderDash: dashes,
        borderWidth: 2,
        pointRadius: points.length > 40 ? 0 : 3,
        stepped: true,
      })),
    },
    options: {
      animation: false,
      maintainAspectRatio: false,
      interaction: {mode: 'index', intersect: false},
      plugins: {legend: {align: 'end', labels: {color: faint, boxHeight: 0, usePointStyle: false}}},
      scales: {x: axis, y: {...axis, beginAtZero: true}},
    },
  };
}

const day = new Intl.DateTimeFormat('en-GB', {day: 'numeric', month: 'short', timeZone: 'UTC'});

const label = (time) => day.format(new Date(time));

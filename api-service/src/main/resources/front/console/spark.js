// The last minutes of a number, as long as the page has been open.
import { svg } from './dom.js';

const KEPT = 60;
const WIDTH = 120;
const HEIGHT = 28;

export class Spark {
  constructor() {
    /** @type {number[]} */
    this.values = [];
    this.area = svg('path', { class: 'area' });
    this.line = svg('path', { class: 'line' });
    // the number beside it says what matters
    this.element = svg(
      'svg',
      { class: 'spark', viewBox: `0 0 ${WIDTH} ${HEIGHT}`, preserveAspectRatio: 'none', 'aria-hidden': 'true' },
      this.area,
      this.line,
    );
  }

  /** @param {number} value */
  add(value) {
    this.values = [...this.values, value].slice(-KEPT);
    const top = Math.max(1, ...this.values);
    const step = WIDTH / (KEPT - 1);
    const from = WIDTH - (this.values.length - 1) * step;
    const points = this.values.map(
      (each, index) => `${(from + index * step).toFixed(1)},${(HEIGHT - 1 - (each / top) * (HEIGHT - 3)).toFixed(1)}`,
    );
    this.line.setAttribute('d', `M${points.join('L')}`);
    this.area.setAttribute('d', `M${from.toFixed(1)},${HEIGHT}L${points.join('L')}L${WIDTH},${HEIGHT}Z`);
  }
}

// A table that is brought up to date in place: rows stay where they are, so focus, selection and the eye do too.
import { el, nodes } from './dom.js';

/**
 * @template T
 * @typedef {object} Column
 * @property {string} title
 * @property {(item: T) => import('./dom.js').Child | import('./dom.js').Child[]} cell
 * @property {boolean} [number] right-aligned, digits of equal width
 * @property {boolean} [fixed] made once a row: it holds a control
 * @property {boolean} [wide] may wrap; takes what is left
 */

/** @template T */
export class Table {
  /**
   * @param {object} what
   * @param {string} what.caption
   * @param {Column<T>[]} what.columns
   * @param {(item: T) => string} what.key
   * @param {string} what.none what to say when there is nothing
   */
  constructor({ caption, columns, key, none }) {
    this.columns = columns;
    this.key = key;
    /** @type {Map<string, { row: HTMLElement, cells: HTMLElement[], seen: string }>} */
    this.rows = new Map();
    // roles are written out, since on narrow screens the table is laid out as cards
    this.body = el('tbody', { role: 'rowgroup' });
    const titles = columns.map(({ title, number }) =>
      el('th', { role: 'columnheader', scope: 'col', class: number ? 'number' : null }, title === '' ? el('span', { class: 'unseen' }, 'Select') : title),
    );
    this.none = el('p', { class: 'soft none' }, none);
    this.table = el(
      'table',
      { role: 'table' },
      el('caption', { class: 'unseen' }, caption),
      el('thead', { role: 'rowgroup' }, el('tr', { role: 'row' }, titles)),
      this.body,
    );
    this.element = el('div', { class: 'table' }, this.table, this.none);
    this.update([]);
  }

  /** @param {T[]} items */
  update(items) {
    const keys = new Set(items.map(this.key));
    for (const [key, { row }] of this.rows) {
      if (!keys.has(key)) {
        row.remove();
        this.rows.delete(key);
      }
    }
    items.forEach((item, index) => {
      const row = this.row(item);
      if (this.body.children[index] !== row) {
        this.body.insertBefore(row, this.body.children[index] ?? null);
      }
    });
    this.table.hidden = items.length === 0;
    this.none.hidden = items.length > 0;
  }

  /** @param {T} item */
  row(item) {
    const key = this.key(item);
    const seen = JSON.stringify(item);
    const known = this.rows.get(key);
    if (known === undefined) {
      const cells = this.columns.map(({ title, cell, number, wide }) =>
        el(
          'td',
          { role: 'cell', 'data-title': title, class: number ? 'number' : wide ? 'wide' : null },
          el('div', {}, ...nodes([cell(item)].flat())),
        ),
      );
      const row = el('tr', { role: 'row', 'data-key': key }, cells);
      this.rows.set(key, { row, cells, seen });
      return row;
    }
    if (known.seen !== seen) {
      this.columns.forEach(({ cell, fixed }, index) => {
        const inside = known.cells[index].firstElementChild;
        if (!fixed && !inside.contains(document.activeElement)) {
          inside.replaceChildren(...nodes([cell(item)].flat()));
        }
      });
      known.seen = seen;
    }
    return known.row;
  }
}

// @ts-check
// Every generation of the filter as a tile, by day, newest first. Draws; what there is to draw, others know.
import { serverNow } from './api.js';
import { arrange, at, make } from './dom.js';
import { createTile } from './tile.js';
import { createWalk } from './walk.js';
import { day } from './words.js';

/** @typedef {import('./types.js').Generation} Generation */
/** @typedef {import('./tile.js').Tile} Tile */

const SKELETONS = 8;

/**
 * @param {object} parts
 * @param {import('./unseen.js').Unseen} parts.unseen
 * @param {ReturnType<typeof import('./looking.js').createLooking>} parts.looking
 * @param {import('./tile.js').Doings} parts.doings
 */
export function createContactSheet({ unseen, looking, doings }) {
  const sheet = at('sheet');
  /** @type {Map<string, Tile>} */
  const tiles = new Map();
  /** @type {Map<string, Element[]>} */
  const days = new Map();
  /** The generations on the sheet, in order. @type {string[]} */
  let order = [];
  const walk = createWalk(sheet, tiles, () => order);

  /** @param {Generation} generation @param {boolean} arriving */
  function tileOf(generation, arriving) {
    const id = generation.generationId;
    let tile = tiles.get(id);
    if (tile === undefined) {
      tile = createTile(generation, doings);
      tiles.set(id, tile);
      tile.show(generation, arriving);
      mark(id);
    } else if (tile.generation !== generation) {
      tile.show(generation, arriving);
      tile.setReachable(id === walk.current());
    }
    return tile;
  }

  /** A day's heading, and what fills the row before it. @param {Generation} generation */
  function dayOf({ createdAt }) {
    const name = day(createdAt, serverNow());
    const both = days.get(name) ?? [
      make('li', { class: 'rest', 'aria-hidden': 'true' }),
      make('li', { class: 'day' }, make('h3', {}, name)),
    ];
    days.set(name, both);
    return both;
  }

  /** @param {string} id */
  function mark(id) {
    const tile = tiles.get(id);
    if (tile === undefined) {
      return;
    }
    tile.setUnseen(unseen.has(id));
    if (unseen.has(id)) {
      looking.watch(tile.element, id);
    } else {
      looking.stop(tile.element);
    }
  }

  return {
    mark,
    goTo: walk.to,
    order: () => order,

    /** @param {Generation[]} shown @param {boolean} waiting the first of them are on their way */
    draw(shown, waiting) {
      const focused = order.find(id => tiles.get(id)?.element.contains(document.activeElement));
      /** @type {Set<Element>} */
      const children = new Set();
      for (const generation of shown) {
        const [rest, heading] = dayOf(generation);
        if (!children.has(heading)) {
          children.add(rest).add(heading);
        }
        children.add(tileOf(generation, false).element);
      }
      const before = order;
      order = shown.map(({ generationId }) => generationId);
      const skeletons = Array.from({ length: waiting ? SKELETONS : 0 }, () =>
        make('li', { class: 'tile skeleton', 'aria-hidden': 'true' }));
      arrange(sheet, [...children, ...skeletons]);
      walk.settle(before, focused);
    },

    /** News of one, while somebody may be looking at it. @param {Generation} generation @param {boolean} arrives its picture does */
    take(generation, arrives) {
      const arriving = tiles.get(generation.generationId)?.element.dataset.arriving === 'true';
      if (arrives || tiles.has(generation.generationId)) {
        const { element } = tileOf(generation, arrives || arriving);
        element.dataset.arriving = String(generation.status === 'PENDING' || arrives);
      }
    },

    /** What depends on the time. */
    tick() {
      for (const tile of tiles.values()) {
        if (tile.generation.status === 'PENDING') {
          tile.tick();
        }
      }
    },

    /** @param {string} id */
    bringIntoView: id => tiles.get(id)?.element.scrollIntoView({ block: 'center' }),

    clear() {
      order = [];
      tiles.forEach(tile => looking.stop(tile.element));
      tiles.clear();
      days.clear();
      sheet.replaceChildren();
    },
  };
}

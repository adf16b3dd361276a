// @ts-check
// The contact sheet: every generation of the filter as a tile, by day, more of them as the reader scrolls.
import { serverNow } from './api.js';
import { announce } from './announce.js';
import { arrange, at, make } from './dom.js';
import { createSheetEnd } from './sheet-end.js';
import { createTile } from './tile.js';
import { createWalk } from './walk.js';
import { day, short } from './words.js';

/** @typedef {import('./types.js').Generation} Generation */
/** @typedef {import('./tile.js').Tile} Tile */

/** Pages are fetched this long before their place comes into view. */
const AHEAD = '900px';
const SKELETONS = 8;
const TICK = 1_000;

/**
 * @param {object} parts
 * @param {import('./pictures.js').Pictures} parts.pictures
 * @param {import('./paging.js').Paging} parts.paging
 * @param {import('./unseen.js').Unseen} parts.unseen
 * @param {ReturnType<typeof import('./looking.js').createLooking>} parts.looking
 * @param {import('./tile.js').Doings} parts.doings
 * @param {(idea: string) => void} parts.onIdea
 */
export function createGallery({ pictures, paging, unseen, looking, doings, onIdea }) {
  const sheet = at('sheet');
  const more = at('more');
  /** @type {Map<string, Tile>} */
  const tiles = new Map();
  /** @type {Map<string, Element[]>} */
  const days = new Map();
  /** The generations on the sheet, in order. @type {string[]} */
  let order = [];
  let due = false;
  const walk = createWalk(sheet, tiles, () => order);
  const drawEnd = createSheetEnd(paging, onIdea, load);
  /** @type {any} what the last page failed with */
  let trouble = null;

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

  function draw() {
    due = false;
    const focused = order.find(id => tiles.get(id)?.element.contains(document.activeElement));
    const shown = pictures.all().filter(paging.shows);
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
    arrange(sheet, [...children, ...skeletons()]);
    walk.settle(before, focused);
    drawEnd(order.length > 0, trouble);
  }

  /** @returns {Element[]} */
  function skeletons() {
    return paging.isBegun() || order.length > 0 || trouble !== null
      ? []
      : Array.from({ length: SKELETONS }, () => make('li', { class: 'tile skeleton', 'aria-hidden': 'true' }));
  }

  /** Many pieces of news make one drawing. */
  function drawSoon() {
    if (!due) {
      due = true;
      queueMicrotask(draw);
    }
  }

  async function load() {
    trouble = null;
    try {
      await paging.more();
    } catch (thrown) {
      trouble = thrown;
    }
    drawSoon();
    // a page may be shorter than the screen
    if (trouble === null && !paging.isAtEnd() && more.getBoundingClientRect().top < innerHeight * 1.5) {
      setTimeout(load);
    }
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

  pictures.onChange((generation, before) => {
    const arriving = before?.status === 'PENDING' && generation.status === 'COMPLETE';
    if (tiles.has(generation.generationId) || arriving) {
      tileOf(generation, arriving || tiles.get(generation.generationId)?.element.dataset.arriving === 'true');
      const tile = /** @type {Tile} */ (tiles.get(generation.generationId));
      tile.element.dataset.arriving = String(generation.status === 'PENDING' || arriving);
    }
    if (before?.status === 'PENDING' && generation.status !== 'PENDING') {
      announce((generation.status === 'COMPLETE' ? 'Picture ready: ' : 'Failed: ') + short(generation.prompt));
    }
    drawSoon();
  });

  new IntersectionObserver(([entry]) => entry.isIntersecting && paging.isBegun() && load(), { rootMargin: AHEAD }).observe(more);
  setInterval(() => order.forEach(id => tiles.get(id)?.generation.status === 'PENDING' && tiles.get(id)?.tick()), TICK);

  return {
    mark,
    focus: walk.to,
    order: () => order,

    /** @param {string} status */
    begin(status) {
      paging.begin(status);
      at('empty').hidden = true;
      draw();
      return load();
    },

    /** Goes to the newest unseen result, however far back it is. */
    async toUnseen() {
      const wanted = unseen.generations().sort().at(-1);
      while (wanted !== undefined && !order.includes(wanted) && !paging.isAtEnd() && trouble === null) {
        await load();
        draw();
      }
      if (wanted !== undefined && order.includes(wanted)) {
        walk.to(wanted);
        tiles.get(wanted)?.element.scrollIntoView({ block: 'center' });
      }
    },

    clear() {
      order = [];
      tiles.forEach(tile => looking.stop(tile.element));
      tiles.clear();
      days.clear();
      sheet.replaceChildren();
    },
  };
}

// @ts-check
// The contact sheet: every generation of the filter as a tile, by day, more of them as the reader scrolls.
import { serverNow } from './api.js';
import { announce } from './announce.js';
import { arrange, at, button, make } from './dom.js';
import { createTile } from './tile.js';
import { day, problemOf, short } from './words.js';

/** @typedef {import('./types.js').Generation} Generation */
/** @typedef {import('./tile.js').Tile} Tile */

/** Pages are fetched this long before their place comes into view. */
const AHEAD = '900px';
const SKELETONS = 8;
const TICK = 1_000;

const EMPTY = /** @type {Record<string, [string, string]>} */ ({
  '': ['Nothing on the sheet yet', 'Your first picture is a sentence away. Or begin with one of these:'],
  PENDING: ['Nothing is developing', 'Pictures in the making show here.'],
  COMPLETE: ['No pictures yet', 'They come here as soon as they are ready.'],
  FAILED: ['Nothing has failed', 'Long may it last.'],
});
const IDEAS = ['A red fox in the snow', 'Harbour at night, long exposure', 'Mountains at dawn, mist in the valley'];

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
  let current = '';
  let due = false;
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
      tile.setReachable(id === current);
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
    if (focused === undefined && order[0] !== before[0]) {
      reach(order[0] ?? ''); // what is new is what Tab leads to
    } else if (!order.includes(current)) {
      reach(order[Math.min(Math.max(0, before.indexOf(current)), order.length - 1)] ?? '');
      if (focused !== undefined && !order.includes(focused)) {
        tiles.get(current)?.open.focus();
      }
    }
    drawEnd();
  }

  /** @returns {Element[]} */
  function skeletons() {
    return paging.isBegun() || order.length > 0 || trouble !== null
      ? []
      : Array.from({ length: SKELETONS }, () => make('li', { class: 'tile skeleton', 'aria-hidden': 'true' }));
  }

  function drawEnd() {
    const empty = at('empty');
    empty.hidden = order.length > 0 || !paging.isBegun() || !paging.isAtEnd();
    if (!empty.hidden && empty.dataset.filter !== paging.status) {
      const [title, text] = EMPTY[paging.status] ?? EMPTY[''];
      const ideas = paging.status === '' ? IDEAS.map(idea => button(idea, () => onIdea(idea), { class: 'button idea' })) : [];
      empty.replaceChildren(make('strong', {}, title), make('p', {}, text), make('div', { class: 'ideas' }, ...ideas));
      empty.dataset.filter = paging.status;
    }
    if (trouble !== null) {
      more.replaceChildren(make('p', {}, problemOf(trouble)), button('Load again', load));
    } else {
      more.replaceChildren(paging.isBegun() && !paging.isAtEnd() ? make('span', { class: 'spinner' }, 'Loading more') : '');
    }
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

  /** @param {string} id */
  function reach(id) {
    tiles.get(current)?.setReachable(false);
    current = id;
    tiles.get(current)?.setReachable(true);
  }

  /** The tile in the row above or below that lies nearest. @param {number} way 1 down, -1 up */
  function neighbour(way) {
    const place = (/** @type {string} */ id) => /** @type {Tile} */ (tiles.get(id)).element.getBoundingClientRect();
    const from = place(current);
    const middle = from.left + from.width / 2;
    const beyond = order.filter(id => (place(id).top - from.top) * way > 8);
    const row = beyond.length === 0 ? [] : (way > 0 ? beyond : beyond.reverse());
    const top = row.length === 0 ? 0 : place(row[0]).top;
    return row
      .filter(id => Math.abs(place(id).top - top) < 8)
      .sort((a, b) => Math.abs(place(a).left + place(a).width / 2 - middle) - Math.abs(place(b).left + place(b).width / 2 - middle))[0];
  }

  sheet.addEventListener('keydown', pressed => {
    const index = order.indexOf(current);
    const to = {
      ArrowRight: () => order[index + 1],
      ArrowLeft: () => order[index - 1],
      ArrowDown: () => neighbour(1),
      ArrowUp: () => neighbour(-1),
      Home: () => order[0],
      End: () => order.at(-1),
    }[pressed.key]?.();
    if (to !== undefined && !pressed.ctrlKey && !pressed.metaKey && !pressed.altKey) {
      pressed.preventDefault();
      focus(to);
    }
  });
  sheet.addEventListener('focusin', ({ target }) => {
    const id = order.find(each => tiles.get(each)?.element.contains(/** @type {Node} */ (target)));
    if (id !== undefined && id !== current) {
      reach(id);
    }
  });

  /** @param {string} id */
  function focus(id) {
    reach(id);
    tiles.get(id)?.open.focus();
    tiles.get(id)?.element.scrollIntoView({ block: 'nearest' });
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
    focus,
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
        focus(wanted);
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

// @ts-check
// Goes from tile to tile by keyboard. The whole sheet is one stop of the Tab key; arrows lead on from there.

/** @typedef {import('./tile.js').Tile} Tile */

/** Tiles whose tops differ by less lie in one row. */
const SAME_ROW = 8;

/**
 * @param {HTMLElement} sheet
 * @param {Map<string, Tile>} tiles
 * @param {() => string[]} order
 */
export function createWalk(sheet, tiles, order) {
  /** The tile that Tab leads to. */
  let current = '';

  /** @param {string} id */
  function reach(id) {
    tiles.get(current)?.setReachable(false);
    current = id;
    tiles.get(current)?.setReachable(true);
  }

  /** @param {string} id */
  function to(id) {
    reach(id);
    tiles.get(id)?.open.focus();
    tiles.get(id)?.element.scrollIntoView({ block: 'nearest' });
  }

  /** The tile in the next row that lies nearest. @param {1 | -1} way down or up */
  function beside(way) {
    const places = order().map(id => ({ id, box: /** @type {Tile} */ (tiles.get(id)).element.getBoundingClientRect() }));
    const from = places.find(({ id }) => id === current)?.box;
    if (from === undefined) {
      return undefined;
    }
    const beyond = places.filter(({ box }) => (box.top - from.top) * way > SAME_ROW);
    const top = (way === 1 ? beyond[0] : beyond.at(-1))?.box.top ?? 0;
    const away = (/** @type {DOMRect} */ box) => Math.abs(box.left + box.width / 2 - from.left - from.width / 2);
    return beyond
      .filter(({ box }) => Math.abs(box.top - top) < SAME_ROW)
      .sort((one, other) => away(one.box) - away(other.box))[0]?.id;
  }

  sheet.addEventListener('keydown', pressed => {
    const index = order().indexOf(current);
    /** @type {Record<string, () => string | undefined>} */
    const ways = {
      ArrowRight: () => order()[index + 1],
      ArrowLeft: () => order()[index - 1],
      ArrowDown: () => beside(1),
      ArrowUp: () => beside(-1),
      Home: () => order()[0],
      End: () => order().at(-1),
    };
    const next = pressed.ctrlKey || pressed.metaKey || pressed.altKey ? undefined : ways[pressed.key]?.();
    if (next !== undefined) {
      pressed.preventDefault();
      to(next);
    }
  });
  sheet.addEventListener('focusin', ({ target }) => {
    const id = order().find(each => tiles.get(each)?.element.contains(/** @type {Node} */ (target)));
    if (id !== undefined && id !== current) {
      reach(id);
    }
  });

  return {
    to,
    current: () => current,

    /** After the sheet was drawn: there is always one tile to be reached, and a focus that was on a tile which has gone
     * moves to its neighbour. @param {string[]} before the order until now @param {string} [focused] */
    settle(before, focused) {
      const now = order();
      if (focused === undefined && now[0] !== before[0]) {
        reach(now[0] ?? ''); // what is new is what Tab leads to
      } else if (!now.includes(current)) {
        reach(now[Math.min(Math.max(0, before.indexOf(current)), now.length - 1)] ?? '');
        if (focused !== undefined && !now.includes(focused)) {
          tiles.get(current)?.open.focus();
        }
      }
    },
  };
}

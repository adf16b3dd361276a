// @ts-check
// The history: the contact sheet, more of it as the reader scrolls, and what is new on it.
import { announce } from './announce.js';
import { createContactSheet } from './contact-sheet.js';
import { at } from './dom.js';
import { createSheetEnd } from './sheet-end.js';
import { short } from './words.js';

/** Pages are fetched this long before their place comes into view. */
const AHEAD = '900px';
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
  const more = at('more');
  const sheet = createContactSheet({ unseen, looking, doings });
  const drawEnd = createSheetEnd(paging, onIdea, load);
  let due = false;
  /** @type {any} what the last page failed with */
  let trouble = null;

  function draw() {
    due = false;
    const shown = pictures.all().filter(paging.shows);
    sheet.draw(shown, shown.length === 0 && trouble === null && !paging.isBegun());
    drawEnd(shown.length > 0, trouble);
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

  pictures.onChange((generation, before) => {
    const ended = before?.status === 'PENDING' && generation.status !== 'PENDING';
    const arrives = ended && generation.status === 'COMPLETE';
    sheet.take(generation, arrives);
    if (ended) {
      announce((arrives ? 'Picture ready: ' : 'Failed: ') + short(generation.prompt));
    }
    drawSoon();
  });

  new IntersectionObserver(([entry]) => entry.isIntersecting && paging.isBegun() && load(), { rootMargin: AHEAD }).observe(more);
  setInterval(sheet.tick, TICK);

  return {
    mark: sheet.mark,
    focus: sheet.goTo,
    order: sheet.order,
    clear: sheet.clear,

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
      while (wanted !== undefined && !sheet.order().includes(wanted) && !paging.isAtEnd() && trouble === null) {
        await load();
        draw();
      }
      if (wanted !== undefined && sheet.order().includes(wanted)) {
        sheet.goTo(wanted);
        sheet.bringIntoView(wanted);
      }
    },
  };
}

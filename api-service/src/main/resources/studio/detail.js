// @ts-check
// One generation in full. Its address is part of the page's, so that Back closes it and a reload keeps it open.
import { at, button, isTyping } from './dom.js';
import { createSide } from './side.js';
import { createStage } from './stage.js';
import { problemOf } from './words.js';

const PLACE = '#picture/';

/**
 * @param {object} parts
 * @param {import('./api.js').Api} parts.api
 * @param {import('./pictures.js').Pictures} parts.pictures
 * @param {import('./tile.js').Doings} parts.doings
 * @param {() => string[]} parts.order what lies before and after
 * @param {(id: string) => void} parts.onSeen
 * @param {(id: string) => void} parts.onClose
 */
export function createDetail({ api, pictures, doings, order, onSeen, onClose }) {
  const dialog = /** @type {HTMLDialogElement} */ (at('detail'));
  let id = '';
  /** Which of several pictures is looked at. */
  let index = 0;
  /** The browser goes back when it comes to it; whoever opens the next picture at once waits for that. */
  let leaving = Promise.resolve();
  const stage = createStage(doings.fresh, chosen => ((index = chosen), draw()));
  const side = createSide({ api, doings, close: () => dialog.close(), onFocusLost: () => close.focus() });

  const close = button('✕', () => dialog.close(), { class: 'button quiet close', 'aria-label': 'Close' });
  const back = button('‹', () => step(-1), { class: 'button quiet step back', 'aria-label': 'Newer picture' });
  const next = button('›', () => step(1), { class: 'button quiet step next', 'aria-label': 'Older picture' });
  dialog.append(stage.element, side.element, back, next, close);

  function draw() {
    const generation = pictures.get(id);
    if (generation === undefined) {
      return;
    }
    stage.show(generation, index);
    side.show(generation, generation.images?.[index]);
    const around = order();
    const here = around.indexOf(id);
    back.hidden = here < 1;
    next.hidden = here < 0 || here === around.length - 1;
  }

  /** @param {number} way */
  function step(way) {
    const around = order();
    const to = around[around.indexOf(id) + way];
    if (to !== undefined && around.includes(id)) {
      history.replaceState(history.state, '', PLACE + to);
      show(to);
    }
  }

  /** @param {string} wanted */
  async function show(wanted) {
    id = wanted;
    index = 0;
    stage.clear();
    side.clear();
    if (!dialog.open) {
      dialog.showModal();
      close.focus();
    }
    if (pictures.get(id) === undefined) {
      side.clear('Picture');
      try {
        await doings.fresh(id);
      } catch (thrown) {
        if (id === wanted) {
          stage.clear(problemOf(thrown));
        }
        return;
      }
    }
    if (id !== wanted || !dialog.open) {
      return; // closed, or gone on, meanwhile
    }
    draw();
    onSeen(id);
    side.tell();
  }

  /** Follows the page's address. */
  function sync() {
    if (location.hash.startsWith(PLACE)) {
      show(location.hash.slice(PLACE.length));
    } else if (dialog.open) {
      dialog.close();
    }
  }

  dialog.addEventListener('close', () => {
    if (history.state?.detail) {
      leaving = new Promise(left => globalThis.addEventListener('popstate', () => left(), { once: true }));
      history.back();
    } else if (location.hash.startsWith(PLACE)) {
      history.replaceState(null, '', location.pathname);
    }
    stage.clear();
    side.clear();
    if (!isTyping(document.activeElement)) {
      onClose(id);
    }
  });
  dialog.addEventListener('click', ({ target }) => target === dialog && dialog.close());
  globalThis.addEventListener('popstate', sync);

  pictures.onChange(generation => {
    if (dialog.open && generation.generationId === id) {
      draw();
      onSeen(id);
      side.tell();
    }
  });

  return {
    sync,
    step,
    isOpen: () => dialog.open,
    isShowing: (/** @type {string} */ wanted) => dialog.open && id === wanted,
    close: () => dialog.open && dialog.close(),

    /** @param {string} wanted */
    async open(wanted) {
      await leaving;
      history.pushState({ detail: true }, '', PLACE + wanted);
      show(wanted);
    },

    press: side.press,
  };
}

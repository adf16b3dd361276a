// @ts-check
// What is in a tile's frame: the bath, the prints, or why there are none.
import { serverNow } from './api.js';
import { make, say } from './dom.js';
import { isLoadable } from './pictures.js';
import { createPrint } from './print.js';
import { failureOf, setbackOf, stageOf } from './words.js';

/** @typedef {import('./types.js').Generation} Generation */

/**
 * @param {() => Promise<void>} fresh fetches addresses that are missing or have ended
 * @param {(again: () => void) => void} onLost the prints cannot be loaded; the reader may ask for them again
 */
export function createFrame(fresh, onLost) {
  const element = make('span', { class: 'frame' });
  /** Which pictures are in the frame, empty while there are none. */
  let inFrame = '';
  let failedOnce = false;

  /** @param {Generation} generation */
  function bathe({ percent }) {
    inFrame = '';
    if (element.querySelector('.bath') === null) {
      element.replaceChildren(
        make('span', { class: 'bath', 'aria-hidden': 'true' }),
        make('span', { class: 'bath-text' }, make('span', { class: 'bath-words' }), make('span', { class: 'bath-note' })),
        make('span', { class: 'bath-bar' }),
      );
    }
    const bar = /** @type {HTMLElement} */ (element.querySelector('.bath-bar'));
    bar.classList.toggle('known', typeof percent === 'number');
    bar.style.setProperty('--done', (percent ?? 0) + '%');
  }

  /** @param {Generation} generation */
  function fail({ failure }) {
    inFrame = '';
    const { title, text } = failureOf(failure);
    element.replaceChildren(make('strong', { class: 'failed-title' }, title), make('span', { class: 'failed-text' }, text));
  }

  /** @param {Generation} generation @param {boolean} arriving */
  function develop(generation, arriving) {
    const images = generation.images ?? [];
    const wanted = images.map(image => image.imageId).join();
    if (wanted === inFrame) {
      return;
    }
    if (!isLoadable(generation, serverNow())) {
      if (inFrame === '') {
        bathe(generation);
      }
      fresh().catch(lost);
      return;
    }
    inFrame = wanted;
    element.replaceChildren(...images.map(image => createPrint(image, arriving, () => (failedOnce = false), lost)));
  }

  /** An address may have ended while the page slept: once it is fetched again, then the eye is told. */
  function lost() {
    inFrame = '';
    if (!failedOnce) {
      failedOnce = true;
      fresh().catch(lost);
      return;
    }
    element.replaceChildren(make('strong', { class: 'failed-title' }, 'Could not be loaded'));
    onLost(() => {
      failedOnce = false;
      fresh().catch(lost);
    });
  }

  return {
    element,

    /** @param {Generation} generation @param {boolean} arriving it has come while the page was looking */
    show(generation, arriving) {
      switch (generation.status) {
        case 'COMPLETE':
          return develop(generation, arriving);
        case 'FAILED':
          return fail(generation);
        default:
          return bathe(generation);
      }
    },

    /** What depends on the time. @param {Generation} generation @param {number} now */
    tick(generation, now) {
      const [words, note] = element.querySelectorAll('.bath-text > *');
      if (words !== undefined) {
        say(words, generation.status === 'COMPLETE' ? 'Fetching the print' : stageOf(generation));
        say(note, generation.status === 'PENDING' ? setbackOf(generation, now) : '');
      }
    },
  };
}

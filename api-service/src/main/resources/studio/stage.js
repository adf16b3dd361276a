// @ts-check
// The print itself, large; or what is to be said while there is none.
import { serverNow } from './api.js';
import { button, make } from './dom.js';
import { isLoadable } from './pictures.js';
import { failureOf, setbackOf, stageOf } from './words.js';

/** @typedef {import('./types.js').Generation} Generation */
/** @typedef {import('./types.js').Image} Image */

/**
 * @param {(id: string) => Promise<void>} fresh fetches addresses that are missing or have ended
 * @param {(index: number) => void} onChoose one of several pictures
 */
export function createStage(fresh, onChoose) {
  const element = make('div', { class: 'stage' });
  let lostOnce = false;

  /** @param {Generation} generation @param {Image} image */
  function wholeOf({ generationId, prompt }, { imageId, width, height, url }) {
    const whole = make('img', { class: 'whole', alt: prompt, width, height, 'data-image-id': imageId });
    whole.addEventListener('load', () => whole.classList.add('developed'));
    whole.addEventListener('error', () => {
      // its address may have ended: once it is fetched again
      if (!lostOnce) {
        lostOnce = true;
        whole.remove();
        fresh(generationId).catch(() => {});
      }
    });
    whole.src = url ?? '';
    return whole;
  }

  /** @param {Image[]} images @param {number} index */
  function strip(images, index) {
    const choices = images.map((image, n) => {
      const label = `Picture ${n + 1} of ${images.length}`;
      const choice = button('', () => onChoose(n), { class: 'strip-choice', 'aria-label': label, 'aria-pressed': String(n === index) });
      choice.append(make('img', { alt: '', src: image.thumbnailUrl ?? image.url, width: image.width, height: image.height }));
      return choice;
    });
    return make('div', { class: 'strip' }, ...choices);
  }

  /** @param {Generation} generation */
  function blank(generation) {
    const { status, failure, width, height } = generation;
    const { title, text } = failureOf(failure);
    const [headline, line] =
      status === 'FAILED'
        ? [title, text]
        : [status === 'COMPLETE' ? 'Fetching the print' : stageOf(generation), setbackOf(generation, serverNow())];
    const words = make('div', { class: 'blank-words' }, make('strong', {}, headline), make('p', {}, line));
    const made = make('div', { class: 'blank', 'data-status': status }, make('span', { class: 'bath', 'aria-hidden': 'true' }), words);
    made.style.setProperty('--ratio', String(width / height));
    return made;
  }

  return {
    element,

    /** @param {Generation} generation @param {number} index of the picture looked at */
    show(generation, index) {
      const { generationId, status, images } = generation;
      if (status !== 'COMPLETE' || images === null || !isLoadable(generation, serverNow())) {
        element.replaceChildren(blank(generation));
        if (status === 'COMPLETE') {
          fresh(generationId).catch(() => {});
        }
        return;
      }
      const image = images[index] ?? images[0];
      const present = /** @type {HTMLElement | null} */ (element.querySelector('.whole'));
      if (present?.dataset.imageId !== image.imageId) {
        element.replaceChildren(wholeOf(generation, image), ...(images.length > 1 ? [strip(images, index)] : []));
      }
    },

    /** @param {string} [words] */
    clear(words = '') {
      lostOnce = false;
      element.replaceChildren(...(words === '' ? [] : [make('p', { class: 'blank-words' }, words)]));
    },
  };
}

// @ts-check
// One picture in a tile's frame: its thumbnail at once, the picture itself where that would look soft.
import { make } from './dom.js';

/** @typedef {import('./types.js').Image} Image */

/** So much a thumbnail may be enlarged before it looks soft. */
const ENLARGED = 1.3;

/**
 * @param {Image} image
 * @param {boolean} arriving it has come while the page was looking
 * @param {() => void} onLoad
 * @param {() => void} onLost neither the thumbnail nor the picture comes
 */
export function createPrint(image, arriving, onLoad, onLost) {
  const { url = '', thumbnailUrl } = image;
  const print = make('img', {
    alt: '',
    width: image.width,
    height: image.height,
    loading: arriving ? 'eager' : 'lazy',
    decoding: 'async',
    class: arriving ? 'print arriving' : 'print',
  });
  print.addEventListener('load', () => {
    requestAnimationFrame(() => print.classList.add('developed'));
    onLoad();
  });
  if (thumbnailUrl && thumbnailUrl !== url) {
    beginSmall(print, thumbnailUrl, url, onLost);
  } else {
    fill(print, url, onLost);
  }
  return print;
}

/** @param {HTMLImageElement} print @param {string} url @param {() => void} onLost */
function fill(print, url, onLost) {
  print.addEventListener('error', onLost, { once: true });
  print.src = url;
}

/**
 * A thumbnail shows at once. Where it would be drawn much larger than it is, or does not come, the picture follows.
 *
 * @param {HTMLImageElement} print @param {string} small @param {string} url @param {() => void} onLost
 */
function beginSmall(print, small, url, onLost) {
  const done = new AbortController();
  const instead = () => {
    done.abort();
    fill(print, url, onLost);
  };
  print.addEventListener('error', instead, { signal: done.signal });
  print.addEventListener(
    'load',
    () => {
      const { saveData = false } = /** @type {any} */ (navigator).connection ?? {};
      if (!saveData && print.clientWidth * devicePixelRatio > print.naturalWidth * ENLARGED) {
        make('img', { src: url }).decode().then(instead, () => {});
      }
    },
    { once: true, signal: done.signal },
  );
  print.src = small;
}

// @ts-check
// Takes a picture out of the page: a file, a link, the device's own share sheet.
import { toast } from './announce.js';
import { clockTime, short } from './words.js';

/** @typedef {import('./types.js').Image} Image */

/** @param {string} prompt @param {Image} image */
export function fileName(prompt, { contentType }) {
  const words = prompt.normalize('NFKD').toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-+|-+$/g, '');
  return (words.slice(0, 48) || 'picture') + '.' + (contentType.split('/')[1] ?? 'png').replace('jpeg', 'jpg');
}

/** @param {string} text @returns {Promise<boolean>} false where a page may not */
async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}

/** @param {string} text */
export async function copyPrompt(text) {
  toast((await copy(text)) ? 'Prompt copied.' : 'This browser does not let the page copy. Select the text instead.');
}

/** Whoever has the link sees the picture, until it ends. @param {Image} image */
export async function copyLink(image) {
  const until = image.urlExpiresAt === undefined ? '' : ` It works until ${clockTime(image.urlExpiresAt)}, for whoever has it.`;
  const done = await copy(image.url ?? '');
  toast(done ? 'Link copied.' + until : 'This browser does not let the page copy. Open the picture and copy its address.');
}

export const canShare = typeof navigator.share === 'function';

/** @param {string} prompt @param {Image} image */
export async function share(prompt, image) {
  try {
    await navigator.share({ title: 'A picture from Darkroom', text: short(prompt, 200), url: image.url });
  } catch (thrown) {
    if (/** @type {any} */ (thrown).name !== 'AbortError') {
      await copyLink(image);
    }
  }
}

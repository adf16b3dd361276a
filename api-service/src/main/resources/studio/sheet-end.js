// @ts-check
// What stands where the sheet ends: more to come, something to begin with, or why it does not go on.
import { at, button, make } from './dom.js';
import { problemOf } from './words.js';

const EMPTY = /** @type {Record<string, [string, string]>} */ ({
  '': ['Nothing on the sheet yet', 'Your first picture is a sentence away. Or begin with one of these:'],
  PENDING: ['Nothing is developing', 'Pictures in the making show here.'],
  COMPLETE: ['No pictures yet', 'They come here as soon as they are ready.'],
  FAILED: ['Nothing has failed', 'Long may it last.'],
});
const IDEAS = ['A red fox in the snow', 'Harbour at night, long exposure', 'Mountains at dawn, mist in the valley'];

/**
 * @param {import('./paging.js').Paging} paging
 * @param {(idea: string) => void} onIdea
 * @param {() => void} load
 */
export function createSheetEnd(paging, onIdea, load) {
  const empty = at('empty');
  const more = at('more');

  function drawEmpty() {
    if (empty.dataset.filter === paging.status) {
      return;
    }
    empty.dataset.filter = paging.status;
    const [title, text] = EMPTY[paging.status] ?? EMPTY[''];
    const ideas = paging.status === '' ? IDEAS : [];
    empty.replaceChildren(
      make('strong', {}, title),
      make('p', {}, text),
      make('div', { class: 'ideas' }, ...ideas.map(idea => button(idea, () => onIdea(idea), { class: 'button idea' }))),
    );
  }

  /** @param {boolean} filled @param {any} trouble what the last page failed with, null when it did not */
  return function draw(filled, trouble) {
    const goesOn = paging.isBegun() && !paging.isAtEnd();
    empty.hidden = filled || trouble !== null || !paging.isAtEnd();
    if (!empty.hidden) {
      drawEmpty();
    }
    more.replaceChildren(
      ...(trouble !== null
        ? [make('p', {}, problemOf(trouble)), button('Load again', load)]
        : goesOn
          ? [make('span', { class: 'spinner' }, 'Loading more')]
          : []),
    );
  };
}

// @ts-check
// What stands beside a picture in full: its prompt, what may be done with it, what is known of it, what happened.
import { button, make } from './dom.js';
import { canShare, copyLink, copyPrompt, fileName, share } from './sharing.js';
import { facts, timeline } from './story.js';
import { problemOf, short, stageOf } from './words.js';

/** @typedef {import('./types.js').Generation} Generation */

/**
 * @param {object} parts
 * @param {import('./api.js').Api} parts.api
 * @param {import('./tile.js').Doings} parts.doings
 * @param {() => void} parts.close
 * @param {() => void} parts.onFocusLost what had the focus is not offered any more
 */
export function createSide({ api, doings, close, onFocusLost }) {
  const element = make('div', { class: 'side' });
  let id = '';
  let storyOf = '';

  /** @param {string} label @param {Generation} generation */
  function again(label, generation) {
    return button(label, () => {
      close();
      doings.reuse(generation);
    });
  }

  /** @param {Generation} generation @param {import('./types.js').Image | undefined} image @returns {(HTMLElement | null)[]} */
  function offers(generation, image) {
    const { status, failure, prompt } = generation;
    if (status === 'PENDING') {
      return [button('Cancel', () => doings.cancel(id))];
    }
    if (status === 'FAILED') {
      const retry = failure?.retryable ? button('Try again', () => doings.retry(id), { class: 'button main' }) : null;
      return [retry, again('Change it', generation)];
    }
    if (image?.url === undefined) {
      return [again('Use again', generation)];
    }
    return [
      make('a', { class: 'button main', href: image.url, download: fileName(prompt, image), 'data-key': 'd' }, 'Download'),
      make('a', { class: 'button', href: image.url, target: '_blank', rel: 'noopener' }, 'Open'),
      button('Copy link', () => copyLink(image), { 'data-key': 'c' }),
      canShare ? button('Share', () => share(prompt, image)) : null,
      again('Use again', generation),
    ];
  }

  return {
    element,

    /** @param {string} [title] while nothing is known yet */
    clear(title) {
      id = storyOf = '';
      element.replaceChildren(...(title === undefined ? [] : [make('h2', { id: 'detail-title', class: 'away' }, title)]));
    },

    /** @param {Generation} generation @param {import('./types.js').Image | undefined} image the one looked at */
    show(generation, image) {
      const { prompt } = generation;
      id = generation.generationId;
      const focused = element.contains(document.activeElement) ? document.activeElement?.textContent : null;
      const told = storyOf === id ? [...(element.querySelector('#story')?.childNodes ?? [])] : [];
      element.replaceChildren(
        make('h2', { id: 'detail-title', class: 'away' }, `${stageOf(generation)}: ${short(prompt, 80)}`),
        make(
          'div',
          { class: 'words' },
          make('p', { class: 'full-prompt', tabindex: '0' }, prompt),
          button('Copy prompt', () => copyPrompt(prompt), { class: 'link' }),
        ),
        make('div', { class: 'offers' }, ...offers(generation, image)),
        facts(generation, image),
        make('div', { class: 'story', id: 'story' }, ...told),
      );
      if (focused) {
        const same = /** @type {HTMLElement[]} */ ([...element.querySelectorAll('button, a')]).find(each => each.textContent === focused);
        same === undefined ? onFocusLost() : same.focus();
      }
    },

    /** What happened, read anew. */
    async tell() {
      const mine = id;
      try {
        const { items } = await api.get(`/api/generation/${mine}/events?limit=100`);
        if (mine === id) {
          storyOf = mine;
          element.querySelector('#story')?.replaceChildren(make('h3', {}, 'What happened'), timeline(items));
        }
      } catch (thrown) {
        if (mine === id) {
          element.querySelector('#story')?.replaceChildren(make('p', { class: 'faint' }, problemOf(thrown)));
        }
      }
    },

    /** Presses what a key stands for. @param {string} key */
    press: key => /** @type {HTMLElement | null} */ (element.querySelector(`[data-key="${key}"]`))?.click(),
  };
}

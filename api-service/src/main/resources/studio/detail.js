// @ts-check
// One generation in full. Its address is part of the page's, so that Back closes it and a reload keeps it open.
import { at, button, isTyping, make } from './dom.js';
import { canShare, copyLink, copyPrompt, fileName, share } from './sharing.js';
import { createStage } from './stage.js';
import { facts, timeline } from './story.js';
import { problemOf, short, stageOf } from './words.js';

/** @typedef {import('./types.js').Generation} Generation */

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
  const side = make('div', { class: 'side' });
  let id = '';
  /** Which of several pictures is looked at. */
  let index = 0;
  let storyOf = '';
  const stage = createStage(doings.fresh, chosen => ((index = chosen), draw()));

  const image = () => pictures.get(id)?.images?.[index];

  const close = button('✕', () => dialog.close(), { class: 'button quiet close', 'aria-label': 'Close' });
  const back = button('‹', () => step(-1), { class: 'button quiet step back', 'aria-label': 'Newer picture' });
  const next = button('›', () => step(1), { class: 'button quiet step next', 'aria-label': 'Older picture' });
  dialog.append(stage.element, side, back, next, close);

  /** @param {Generation} generation @returns {(HTMLElement | null)[]} */
  function offers(generation) {
    const shown = image();
    const { status, failure, prompt } = generation;
    if (status === 'PENDING') {
      return [button('Cancel', () => doings.cancel(id))];
    }
    if (status === 'FAILED') {
      return [failure?.retryable ? button('Try again', () => doings.retry(id), { class: 'button main' }) : null, again('Change it')];
    }
    if (shown?.url === undefined) {
      return [again('Use again')];
    }
    return [
      make('a', { class: 'button main', href: shown.url, download: fileName(prompt, shown), 'data-key': 'd' }, 'Download'),
      make('a', { class: 'button', href: shown.url, target: '_blank', rel: 'noopener' }, 'Open'),
      button('Copy link', () => copyLink(shown), { 'data-key': 'c' }),
      canShare ? button('Share', () => share(prompt, shown)) : null,
      again('Use again'),
    ];
  }

  /** @param {string} label */
  function again(label) {
    return button(label, () => {
      const generation = pictures.get(id);
      dialog.close();
      if (generation !== undefined) {
        doings.reuse(generation);
      }
    });
  }

  /** @param {Generation} generation */
  function drawSide(generation) {
    const { prompt } = generation;
    const focused = side.contains(document.activeElement) ? document.activeElement?.textContent : null;
    const told = storyOf === id ? [...(side.querySelector('#story')?.childNodes ?? [])] : [];
    side.replaceChildren(
      make('h2', { id: 'detail-title', class: 'away' }, `${stageOf(generation)}: ${short(prompt, 80)}`),
      make(
        'div',
        { class: 'words' },
        make('p', { class: 'full-prompt', tabindex: '0' }, prompt),
        button('Copy prompt', () => copyPrompt(prompt), { class: 'link' }),
      ),
      make('div', { class: 'offers' }, ...offers(generation)),
      facts(generation, image()),
      make('div', { class: 'story', id: 'story' }, ...told),
    );
    if (focused) {
      const same = [...side.querySelectorAll('button, a')].find(each => each.textContent === focused);
      /** @type {HTMLElement} */ (same ?? close).focus();
    }
  }

  async function loadStory() {
    const mine = id;
    try {
      const { items } = await api.get(`/api/generation/${mine}/events?limit=100`);
      if (mine === id && dialog.open) {
        storyOf = mine;
        side.querySelector('#story')?.replaceChildren(make('h3', {}, 'What happened'), timeline(items));
      }
    } catch (thrown) {
      side.querySelector('#story')?.replaceChildren(make('p', { class: 'faint' }, problemOf(thrown)));
    }
  }

  function draw() {
    const generation = pictures.get(id);
    if (generation === undefined) {
      return;
    }
    stage.show(generation, index);
    drawSide(generation);
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
    storyOf = '';
    stage.clear();
    side.replaceChildren();
    if (!dialog.open) {
      dialog.showModal();
      close.focus();
    }
    if (pictures.get(id) === undefined) {
      side.replaceChildren(make('h2', { id: 'detail-title', class: 'away' }, 'Picture'));
      try {
        await doings.fresh(id);
      } catch (thrown) {
        stage.clear(problemOf(thrown));
        return;
      }
    }
    if (id !== wanted || !dialog.open) {
      return; // closed, or gone on, meanwhile
    }
    draw();
    onSeen(id);
    loadStory();
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
      history.back();
    } else if (location.hash.startsWith(PLACE)) {
      history.replaceState(null, '', location.pathname);
    }
    stage.clear();
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
      loadStory();
    }
  });

  return {
    sync,
    step,
    isOpen: () => dialog.open,
    isShowing: (/** @type {string} */ wanted) => dialog.open && id === wanted,
    close: () => dialog.open && dialog.close(),

    /** @param {string} wanted */
    open(wanted) {
      history.pushState({ detail: true }, '', PLACE + wanted);
      show(wanted);
    },

    /** Presses what a key stands for. @param {string} key */
    press: key => /** @type {HTMLElement | null} */ (side.querySelector(`[data-key="${key}"]`))?.click(),
  };
}

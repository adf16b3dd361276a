// @ts-check
// One generation on the contact sheet. Its place is reserved in the right shape from the first moment, so that nothing
// jumps when the picture comes.
import { serverNow } from './api.js';
import { button, make, say } from './dom.js';
import { createFrame } from './frame.js';
import { beganAt, duration, short, stageOf } from './words.js';

/** @typedef {import('./types.js').Generation} Generation */

/**
 * @typedef {object} Doings
 * @property {(id: string) => void} open
 * @property {(id: string) => Promise<void>} fresh fetches addresses that are missing or have ended
 * @property {(id: string) => void} cancel
 * @property {(id: string) => void} retry
 * @property {(generation: Generation) => void} reuse
 */

const NARROWEST = 0.62;
const WIDEST = 2.1;

/** So much a thumbnail may be enlarged before it looks soft. */
const ENLARGED = 1.3;

/** Width over height of the tile; what is outside of these is cropped on the sheet, never in the detail. */
function ratioOf(/** @type {Generation} */ { width, height, count }) {
  return Math.min(WIDEST, Math.max(NARROWEST, (width / height) * (count === 2 ? 2 : 1)));
}

/** @param {Generation} first @param {Doings} doings */
export function createTile(first, doings) {
  const id = first.generationId;
  let shown = first;

  const frame = createFrame(() => doings.fresh(id), again => actions.replaceChildren(act('Load again', again)));
  const open = button('', () => doings.open(id), { class: 'tile-open', tabindex: '-1' });
  open.append(frame.element);
  const mark = make('span', { class: 'tile-new', hidden: true }, 'New');
  const state = make('p', { class: 'tile-state' });
  const time = make('span', { class: 'tile-time' });
  const prompt = make('p', { class: 'tile-prompt' });
  const actions = make('div', { class: 'tile-actions' });
  const element = make(
    'li',
    { class: 'tile', id: 'g-' + id },
    make('div', { class: 'tile-print' }, open, mark, actions),
    make('div', { class: 'tile-foot' }, prompt, make('div', { class: 'tile-line' }, state, time)),
  );

  /** @param {Generation} generation @param {boolean} arriving it has come while the page was looking */
  function show(generation, arriving) {
    shown = generation;
    element.dataset.status = generation.status;
    element.dataset.stage = generation.stage ?? '';
    element.dataset.count = String(generation.count);
    element.style.setProperty('--ratio', String(ratioOf(generation)));
    say(prompt, short(generation.prompt, 160));
    open.setAttribute('aria-label', `${stageOf(generation)}: ${short(generation.prompt, 120)}`);
    frame.show(generation, arriving);
    offer(generation);
    tick();
  }

  /** @param {string} label @param {() => void} what */
  function act(label, what) {
    return button(label, what, {
      class: 'button small',
      tabindex: open.getAttribute('tabindex'),
      'aria-label': `${label}: ${short(shown.prompt, 60)}`,
    });
  }

  /** @param {Generation} generation */
  function offer(generation) {
    const { status, failure } = generation;
    const offered =
      status === 'PENDING'
        ? [act('Cancel', () => doings.cancel(id))]
        : status === 'FAILED'
          ? [failure?.retryable ? act('Try again', () => doings.retry(id)) : act('Change it', () => doings.reuse(shown))]
          : [];
    const same = [...actions.children].map(each => each.textContent).join() === offered.map(each => each.textContent).join();
    if (!same) {
      const focused = actions.contains(document.activeElement);
      actions.replaceChildren(...offered);
      if (focused) {
        open.focus();
      }
    }
  }

  /** What depends on the time. */
  function tick() {
    const { status, completedAt } = shown;
    const began = beganAt(shown);
    const now = serverNow();
    frame.tick(shown, now);
    say(state, status === 'FAILED' ? 'Failed' : `${shown.width} × ${shown.height}`);
    const end = completedAt === null || status === 'PENDING' ? now : Date.parse(completedAt);
    say(time, status === 'FAILED' || began === null ? '' : duration(end - Date.parse(began)));
  }

  return {
    element,
    open,
    show,
    tick,
    get generation() {
      return shown;
    },

    /** @param {boolean} unseen */
    setUnseen(unseen) {
      mark.hidden = !unseen;
      element.toggleAttribute('data-unseen', unseen);
      open.setAttribute('aria-description', unseen ? 'New' : '');
    },

    /** Of the whole sheet one tile is in the tab order. @param {boolean} reachable */
    setReachable(reachable) {
      for (const each of [open, ...actions.children]) {
        each.setAttribute('tabindex', reachable ? '0' : '-1');
      }
    },
  };
}

/** @typedef {ReturnType<typeof createTile>} Tile */

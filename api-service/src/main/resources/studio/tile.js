// @ts-check
// One generation on the contact sheet. Its place is reserved in the right shape from the first moment, so that nothing
// jumps when the picture comes.
import { button, make, say } from './dom.js';
import { isLoadable } from './pictures.js';
import { serverNow } from './api.js';
import { beganAt, duration, failureOf, setbackOf, short, stageOf } from './words.js';

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
  /** Which pictures are in the frame, empty while there are none. */
  let inFrame = '';
  let failedOnce = false;

  const frame = make('span', { class: 'frame' });
  const open = button('', () => doings.open(id), { class: 'tile-open', tabindex: '-1' });
  open.append(frame);
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
    if (generation.status === 'COMPLETE') {
      develop(generation, arriving);
    } else if (generation.status === 'FAILED') {
      inFrame = '';
      frame.replaceChildren(...failed(generation));
    } else {
      bathe(generation);
    }
    offer(generation);
    tick();
  }

  /** @param {Generation} generation */
  function bathe({ percent }) {
    inFrame = '';
    if (frame.querySelector('.bath') === null) {
      frame.replaceChildren(
        make('span', { class: 'bath', 'aria-hidden': 'true' }),
        make('span', { class: 'bath-text' }, make('span', { class: 'bath-words' }), make('span', { class: 'bath-note' })),
        make('span', { class: 'bath-bar' }),
      );
    }
    const bar = /** @type {HTMLElement} */ (frame.querySelector('.bath-bar'));
    bar.classList.toggle('known', typeof percent === 'number');
    bar.style.setProperty('--done', (percent ?? 0) + '%');
  }

  /** @param {Generation} generation @returns {Element[]} */
  function failed({ failure }) {
    const { title, text } = failureOf(failure);
    return [make('strong', { class: 'failed-title' }, title), make('span', { class: 'failed-text' }, text)];
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
      doings.fresh(id).catch(lost);
      return;
    }
    inFrame = wanted;
    const prints = images.map(image => {
      const print = make('img', {
        alt: '',
        width: image.width,
        height: image.height,
        loading: arriving ? 'eager' : 'lazy',
        decoding: 'async',
        class: arriving ? 'print arriving' : 'print',
      });
      print.addEventListener('load', () => requestAnimationFrame(() => print.classList.add('developed')));
      const { url = '', thumbnailUrl } = image;
      if (thumbnailUrl && thumbnailUrl !== url) {
        beginSmall(print, thumbnailUrl, url);
      } else {
        fill(print, url);
      }
      return print;
    });
    frame.replaceChildren(...prints);
  }

  /** @param {HTMLImageElement} print @param {string} url */
  function fill(print, url) {
    print.addEventListener('error', lost, { once: true });
    print.src = url;
  }

  /**
   * A thumbnail shows at once. Where it would be drawn much larger than it is, or does not come, the picture follows.
   *
   * @param {HTMLImageElement} print @param {string} small @param {string} url
   */
  function beginSmall(print, small, url) {
    const done = new AbortController();
    const instead = () => (done.abort(), fill(print, url));
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

  /** An address may have ended while the page slept: once it is fetched again, then the eye is told. */
  function lost() {
    inFrame = '';
    if (!failedOnce) {
      failedOnce = true;
      doings.fresh(id).catch(lost);
      return;
    }
    frame.replaceChildren(make('strong', { class: 'failed-title' }, 'Could not be loaded'));
    actions.replaceChildren(act('Load again', () => ((failedOnce = false), doings.fresh(id).catch(lost))));
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
    const [words, note] = frame.querySelectorAll('.bath-text > *');
    if (words !== undefined) {
      say(words, status === 'COMPLETE' ? 'Fetching the print' : stageOf(shown));
      say(note, status === 'PENDING' ? setbackOf(shown, now) : '');
    }
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

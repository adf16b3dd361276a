// @ts-check
// What may be asked for besides the prompt: format, number and the rarer options.
import { at, make } from './dom.js';
import { shelf } from './shelf.js';

/** @typedef {import('./types.js').Order} Order */

const KEY = 'darkroom.studio.options';
const MOST_PICTURES = 4;
const FORMATS = /** @type {const} */ ([
  ['square', 'Square', 1024, 1024],
  ['portrait', 'Portrait', 768, 1024],
  ['landscape', 'Landscape', 1024, 768],
  ['tall', 'Tall', 720, 1280],
  ['wide', 'Wide', 1280, 720],
  ['custom', 'Custom', 0, 0],
]);

/** @param {string} name @param {string} value @param {string} label @param {Element | null} picture */
function choice(name, value, label, picture) {
  const input = make('input', { type: 'radio', name, value });
  return make('label', { title: label }, input, picture, make('span', {}, label));
}

/** A small sheet of that shape. @param {number} width @param {number} height */
function glyph(width, height) {
  const made = make('i', { class: 'glyph', 'aria-hidden': 'true' });
  made.style.aspectRatio = `${width || 4} / ${height || 4}`;
  made.classList.add(width >= height ? 'flat' : 'upright');
  return made;
}

/** @param {HTMLFormElement} form */
export function createOptions(form) {
  const kept = shelf();
  const more = at('options');
  const toggle = at('options-toggle');

  at('formats').append(
    ...FORMATS.map(([value, label, width, height]) => choice('format', value, label, glyph(width, height))),
  );
  at('counts').append(
    ...Array.from({ length: MOST_PICTURES }, (_, n) => choice('count', String(n + 1), String(n + 1), null)),
  );

  /** @param {string} name */
  const field = name => /** @type {HTMLInputElement} */ (form.elements.namedItem(name));

  /** @param {boolean} open */
  function unfold(open) {
    more.hidden = !open;
    toggle.setAttribute('aria-expanded', String(open));
  }

  /** @param {string} format */
  function choose(format) {
    field('format').value = format;
    const custom = format === 'custom';
    more.querySelectorAll('.custom').forEach(each => (/** @type {HTMLElement} */ (each).hidden = !custom));
    if (custom) {
      unfold(true);
    }
  }

  toggle.addEventListener('click', () => unfold(more.hidden));
  form.addEventListener('change', () => {
    choose(field('format').value);
    kept.write(KEY, { format: field('format').value, count: field('count').value });
  });

  const before = kept.read(KEY);
  field('count').value = before?.count ?? '1';
  choose(before?.format === 'custom' ? 'square' : (before?.format ?? 'square'));
  field('width').value = field('height').value = '1024';

  return {
    field,
    unfold,

    /** @returns {Omit<Order, 'prompt'>} */
    read() {
      const [, , width, height] = FORMATS.find(([value]) => value === field('format').value) ?? FORMATS[0];
      const text = (/** @type {string} */ name) => field(name).value.trim() || undefined;
      const seed = text('seed');
      return {
        width: width || Number(field('width').value),
        height: height || Number(field('height').value),
        count: Number(field('count').value),
        negativePrompt: text('negativePrompt'),
        seed: seed === undefined ? undefined : Number(seed),
        model: text('model'),
        deadlineSeconds: Number(field('deadlineSeconds').value),
      };
    },

    /** As they were for a picture that is there already. @param {import('./types.js').Generation} generation */
    write({ width, height, count, negativePrompt, model }, /** @type {number | null} */ seed) {
      const same = FORMATS.find(format => format[2] === width && format[3] === height);
      field('width').value = String(width);
      field('height').value = String(height);
      field('count').value = String(count);
      field('negativePrompt').value = negativePrompt ?? '';
      field('seed').value = seed === null ? '' : String(seed);
      field('model').value = model === 'default' ? '' : model;
      choose(same === undefined ? 'custom' : same[0]);
      if (negativePrompt !== null || seed !== null || model !== 'default') {
        unfold(true);
      }
    },
  };
}

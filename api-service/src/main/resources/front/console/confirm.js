// Asks before something is done that cannot be taken back, and says how much it touches.
import { el } from './dom.js';

/**
 * @param {object} question
 * @param {string} question.title
 * @param {import('./dom.js').Child[]} question.text
 * @param {string} question.action what the button does, with the number: `Discard 12 dead letters`
 * @param {import('./dom.js').Child[]} [question.fields]
 * @param {(form: FormData, progress: (text: string) => void) => Promise<unknown>} question.act
 * @returns {Promise<boolean>} whether it was done
 */
export function confirm({ title, text, action, fields = [], act }) {
  const problem = el('p', { class: 'problem', role: 'alert' });
  const progress = el('p', { class: 'soft', role: 'status' });
  const cancel = el('button', { type: 'button' }, 'Cancel');
  const go = el('button', { type: 'submit', class: 'danger' }, action);
  const form = el(
    'form',
    { method: 'dialog' },
    el('h2', { id: 'question' }, title),
    text.map(line => el('p', {}, line)),
    fields,
    progress,
    problem,
    el('div', { class: 'buttons' }, cancel, go),
  );
  return asDialog(form, 'question', close => {
    let acting = false;
    cancel.addEventListener('click', () => acting || close(false));
    form.addEventListener('submit', async (/** @type {SubmitEvent} */ event) => {
      event.preventDefault();
      if (acting || !form.reportValidity()) {
        return;
      }
      acting = true;
      cancel.disabled = go.disabled = true;
      problem.textContent = '';
      try {
        await act(new FormData(form), line => (progress.textContent = line));
        close(true);
      } catch (failed) {
        problem.textContent = /** @type {Error} */ (failed).message;
      } finally {
        acting = false;
        cancel.disabled = go.disabled = false;
      }
    });
    return () => acting;
  });
}

/**
 * A dialog that is in the page only while it is open. Escape closes it, unless something is under way.
 *
 * @param {HTMLElement} content
 * @param {string} labelledBy the id of its heading
 * @param {(close: (result: any) => void) => () => boolean} begin gets what closes it; returns what tells whether it must stay
 * @returns {Promise<any>}
 */
export function asDialog(content, labelledBy, begin) {
  const dialog = el('dialog', { 'aria-labelledby': labelledBy }, content);
  document.body.append(dialog);
  return new Promise(resolve => {
    let result = false;
    const busy = begin(value => {
      result = value;
      dialog.close();
    });
    dialog.addEventListener('cancel', (/** @type {Event} */ event) => busy() && event.preventDefault());
    dialog.addEventListener('close', () => {
      dialog.remove();
      resolve(result);
    });
    dialog.showModal();
  });
}

// `#/dead-letter/<id>`: one dead letter with everything that is known of it.
import { api } from './api.js';
import { attemptTable } from './attempts.js';
import { discardDialog } from './discard.js';
import { badge, el, facts, heading, idOf, section, since } from './dom.js';
import { Refused } from './http.js';
import { poll } from './poll.js';
import { replayDialog } from './replayDialog.js';

const EVERY_MILLIS = 10_000;

/** What a state of a dead letter is worth. @param {string} state */
export function letterTone(state) {
  return { OPEN: 'warn', REPLAYING: 'info', REPLAYED: 'good' }[state] ?? 'gone';
}

/** @param {HTMLElement} host @param {{ id: string }} route */
export function showLetter(host, { id }) {
  const content = el('div');
  const replay = el('button', { type: 'button', class: 'primary', hidden: true, onclick: () => replayDialog({ ids: [id] }, 1) }, 'Replay…');
  const discard = el('button', { type: 'button', class: 'danger', hidden: true, onclick: async () => {
    await discardDialog([id]);
    polling.now();
  } }, 'Discard…');
  const back = el('p', { class: 'back' }, el('a', { href: '#/dead-letters' }, '← All groups'));
  host.append(back, heading(['Dead letter ', idOf(id)], replay, discard), content);
  let seen = '';
  const polling = poll({
    load: signal => api.letter(id, signal),
    every: EVERY_MILLIS,
    show: letter => {
      back.replaceChildren(el('a', { href: `#/dead-letters/${letter.fingerprint}` }, `← Group ${letter.fingerprint}`));
      replay.hidden = letter.state !== 'OPEN' || letter.generationId === null;
      discard.hidden = letter.state !== 'OPEN';
      // what somebody may be marking with the mouse is left alone
      if (seen !== JSON.stringify(letter)) {
        seen = JSON.stringify(letter);
        content.replaceChildren(...letterDetail(letter));
      }
    },
    refuse: failed => {
      const unknown = failed instanceof Refused && [400, 404].includes(failed.status);
      if (unknown) {
        content.replaceChildren(el('p', { class: 'card problem' }, 'There is no such dead letter.'));
      }
      return unknown;
    },
  });
  return polling.stop;
}

/** @param {import('./types.js').Letter & import('./types.js').LetterDetail} letter */
export function letterDetail(letter) {
  const attempts = attemptTable(letter.attempts);
  return [
    facts([
      ['Id', el('code', {}, letter.id)],
      ['State', badge(letterTone(letter.state), letter.state.toLowerCase())],
      ['Failure', letter.failureCode],
      ['Error', letter.errorCode],
      ['HTTP status', letter.httpStatus],
      ['Backend', letter.backend],
      ['Generation', letter.generationId && el('a', { href: `#/generation/${letter.generationId}` }, el('code', {}, letter.generationId))],
      ['Run', letter.run],
      ['Replays before', letter.replayCount],
      ['Owner', letter.ownerId && el('code', {}, letter.ownerId)],
      ['First seen', since(letter.firstSeenAt)],
      ['Last seen', since(letter.lastSeenAt)],
      ['Came from', letter.origin && `${letter.origin.topic}, partition ${letter.origin.partition}, offset ${letter.origin.offset}`],
      ['Key', letter.recordKey && el('code', {}, letter.recordKey)],
      ['Discarded', letter.discardedAt && since(letter.discardedAt)],
      ['Because', letter.discardReason],
      ['Says', el('span', { class: 'message' }, letter.message)],
    ]),
    section(`Payload, ${letter.payloadEncoding}`, el('pre', { tabindex: 0 }, pretty(letter))),
    ...(Object.keys(letter.headers).length === 0 ? []
      : [section('Headers', facts(Object.entries(letter.headers).map(([name, value]) => [name, el('code', {}, value)])))]),
    ...(letter.attempts.length === 0 ? [] : [section('Attempts', attempts)]),
  ];
}

/** @param {import('./types.js').LetterDetail} letter */
function pretty({ payload, payloadEncoding }) {
  if (payload === '') {
    return 'empty';
  }
  try {
    return payloadEncoding === 'text' ? JSON.stringify(JSON.parse(payload), null, 2) : payload;
  } catch {
    return payload;
  }
}

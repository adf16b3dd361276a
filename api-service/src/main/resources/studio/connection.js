// @ts-check
// Shows how things stand with the server, and never better than they do.
import { announce } from './announce.js';
import { at, say } from './dom.js';
import { seconds } from './words.js';

/** Shorter breaks show in the lamp only. */
const WORTH_A_BANNER = 4_000;

/**
 * @typedef {object} Connection
 * @property {'connecting' | 'open' | 'waiting' | 'closed'} state
 * @property {number} [code] of the close that led here
 * @property {number} [retryInMillis]
 */

const OFFLINE = 'You are offline. Pictures go on being made; they will be here when you are back.';
const AWAY = 'No live connection. Pictures go on being made, and this page asks for them every few seconds.';
const OTHER_TAB = 'Darkroom is open in too many windows, so this one stopped listening.';
const STOPPED = 'This page stopped listening for news.';

export function createConnection() {
  /** @type {Connection} */
  let now = { state: 'closed', code: 1000 };
  let dueAt = 0;
  let brokenSince = 0;
  let everOpen = false;

  function words() {
    const wait = dueAt - Date.now();
    switch (now.state === 'open' || navigator.onLine ? now.state : 'offline') {
      case 'open':
        return 'Live';
      case 'offline':
        return 'Offline';
      case 'waiting':
        return wait > 1000 ? `Reconnecting in ${seconds(wait)}` : 'Reconnecting';
      case 'connecting':
        return everOpen ? 'Reconnecting' : 'Connecting';
      default:
        return 'Not connected';
    }
  }

  function bannerWords() {
    if (now.state === 'closed') {
      return now.code === 4430 ? OTHER_TAB : now.code === 1000 ? '' : STOPPED;
    }
    if (now.state === 'open' || brokenSince === 0) {
      return '';
    }
    return navigator.onLine ? (Date.now() - brokenSince > WORTH_A_BANNER ? AWAY : '') : OFFLINE;
  }

  function show() {
    at('connection').dataset.state = now.state;
    say(at('connection-words'), words());
    const text = bannerWords();
    say(at('banner-words'), text);
    at('banner').hidden = text === '';
    at('banner-action').hidden = now.state !== 'closed';
    say(at('banner-action'), now.code === 4430 ? 'Listen here' : 'Reload');
  }

  at('banner-action').addEventListener('click', () => location.reload());
  globalThis.addEventListener('online', show);
  globalThis.addEventListener('offline', show);
  setInterval(() => now.state !== 'open' && show(), 1_000);

  return {
    /** @param {Connection} next */
    take(next) {
      if (next.state === 'open') {
        if (brokenSince > 0 && Date.now() - brokenSince > WORTH_A_BANNER) {
          announce('Connected again.');
        }
        everOpen = true;
        brokenSince = 0;
      } else if (brokenSince === 0 && now.state === 'open') {
        brokenSince = Date.now();
      } else if (brokenSince === 0 && next.state !== 'closed') {
        brokenSince = Date.now();
      }
      now = next;
      dueAt = Date.now() + (next.retryInMillis ?? 0);
      show();
    },
    reset() {
      everOpen = false;
      brokenSince = 0;
      now = { state: 'closed', code: 1000 };
      show();
    },
    isOpen: () => now.state === 'open',
  };
}

/** @typedef {ReturnType<typeof createConnection>} ConnectionSign */

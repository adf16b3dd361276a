// @ts-check

/**
 * Darkroom in a browser: every event of the signed-in owner, in order, however often the network breaks.
 *
 *     import { connect, tickets } from 'http://localhost:8082/client/darkroom.js';
 *
 *     const darkroom = connect({
 *       ticket: tickets('http://localhost:8082', () => accessToken),
 *       owner: accountId,
 *       onEvent: (event, { seq }) => show(event.data),
 *     });
 *     await darkroom.ack(eventId);
 *
 * It fetches tickets, connects, resumes with its cursor, drops repeats, finds holes and repairs them, answers pings,
 * renews its credential, backs off with jitter and repeats acknowledgements until the server has them. It needs
 * nothing but a browser. The frames it speaks are described at `/asyncapi` of the same service.
 *
 * @module darkroom
 */

/**
 * A CloudEvent; `data` is the generation as `GET /api/generation/{id}` shows it, without its signed addresses, or of
 * type `dev.darkroom.webhook.disabled.v1` the webhook as `GET /api/webhook/{id}` shows it.
 *
 * @typedef {{specversion: string, id: string, type: string, source: string, subject: string, time: string,
 *     sequence?: string, data: Record<string, any>}} DarkroomEvent
 */

/**
 * @typedef {object} Arrival
 * @property {number} seq the event's number in its owner's stream
 * @property {string} cursor the place after it
 * @property {boolean} replay it was there before this connection
 */

/**
 * @typedef {object} Gap these events will not come here; load what you show anew
 * @property {number} from
 * @property {number} to
 * @property {string} reload the address that lists what the service still has
 */

/**
 * @typedef {object} State
 * @property {number} unacknowledged as the server counts; nothing is counted here
 * @property {{eventId: string, acknowledgedAt: string}[]} changes what another session of this owner has acknowledged
 */

/**
 * @typedef {object} Status
 * @property {'connecting' | 'open' | 'waiting' | 'closed'} state `closed` is final: 1000 you closed it, 4403 revoked,
 *     4430 another tab has won, 1003, 1009 and 4400 a fault in this client, 4401 no ticket for this bearer
 * @property {number} [code] of the close that led here; 0 when this client gave the connection up
 * @property {string} [reason]
 * @property {number} [retryInMillis] while waiting
 * @property {unknown} [error] what the ticket function threw
 */

/**
 * The part of `Storage` that is used.
 *
 * @typedef {{getItem(key: string): string | null, setItem(key: string, value: string): void}} CursorStorage
 */

/**
 * Everything that is not ours: handed in, so that a test can play it.
 *
 * @typedef {object} World
 * @property {typeof WebSocket} WebSocket
 * @property {(what: () => void, millis: number) => any} setTimeout
 * @property {(timer: any) => void} clearTimeout
 * @property {() => number} now milliseconds
 * @property {() => number} random from 0 to 1
 * @property {Pick<EventTarget, 'addEventListener' | 'removeEventListener'> | null} window
 * @property {(Pick<EventTarget, 'addEventListener' | 'removeEventListener'> & {visibilityState?: string}) | null} document
 */

/**
 * @typedef {object} Options
 * @property {() => Promise<{ticket: string, url: string}>} ticket fetches a ticket; see `tickets`. When it throws
 *     something whose `status` is 401 or 403 the client stops, after anything else it tries again
 * @property {string} [owner] under whose name the cursor is kept; without it the cursor lives as long as the page
 * @property {string | null} [cursor] where to go on; wins over the kept one
 * @property {CursorStorage | null} [storage] `localStorage` unless told otherwise; null keeps nothing
 * @property {(event: DarkroomEvent, arrival: Arrival) => void} [onEvent] each durable event, once and in order. When it
 *     returns the event counts as handled, so keep what you need before
 * @property {(event: DarkroomEvent) => void} [onProgress] news of a generation that is not finished; never repeated
 * @property {(state: State) => void} [onState] whenever the server says how many are unacknowledged; with live events
 *     and pings only if that has changed
 * @property {(gap: Gap) => void} [onGap]
 * @property {(status: Status) => void} [onStatus]
 * @property {Partial<World>} [world]
 */

const PROTOCOL = 'darkroom.v1';

/** Closes after which coming back by itself would only repeat the fault, or fight with another tab. */
const STAY_AWAY = new Set([1000, 1003, 1009, 4400, 4403, 4430]);

/** No event has this number. */
const NOWHERE = -1;

/** No close code: this client gave the connection up, because it found a hole or heard nothing. */
const GIVEN_UP = 0;

/** The server still has everything, so there is nothing to wait for: expired, no pong, too slow. */
const RESUME_NOW = new Set([GIVEN_UP, 4401, 4408, 4470]);

const TOO_MANY_MESSAGES = 4429;
const NO_TICKET = 4401;

const FIRST_WAIT = 500;
const LONGEST_WAIT = 30_000;
const FLOOD_WAIT = 5_000;

/** A connection that lasted so long was a good one: the next back-off begins at the bottom again. */
const STEADY = 10_000;

/** From the ticket's request to an open connection. */
const HANDSHAKE = 15_000;

/** From there to `welcome`: after a storm the server lets its clients wait in line, and who leaves begins again at the end. */
const WELCOME = 45_000;

const ACK_PATIENCE = 15_000;
const ACK_AGAIN = 2_000;

/** What the server could not read would count against this client, so it is not sent. */
const EVENT_ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Event ids of 36 characters: 64 of them stay well below the 4 KiB a message may have. */
const IDS_PER_MESSAGE = 64;

/** The server takes 120 messages a minute; this leaves room for pongs. */
const BURST = 30;
const PER_SECOND = 1;

/**
 * @typedef {object} Ack one waiting acknowledgement
 * @property {string[]} eventIds empty when it goes through a number
 * @property {number} through
 * @property {boolean} alone it was refused in company once
 * @property {(unacknowledged: number) => void} resolve
 * @property {(failure: Error) => void} reject
 */

/**
 * What `connect` gives back.
 *
 * @typedef {object} Darkroom
 * @property {(what: string | string[] | number) => Promise<number>} ack acknowledges events by id, or all up to a
 *     number. Resolves with the unacknowledged count when the server has written it down, through any number of
 *     reconnects; rejects when the server refuses, when the client is closed before, or, for a number, with `code`
 *     `OTHER_STREAM` when the stream was rebuilt before: the number would be another event's
 * @property {() => void} close stays away for good and leaves no timer behind
 * @property {number} unacknowledged what the server said last
 * @property {string | null} cursor after the last event handled; while the replay for a client without one goes on, none
 * @property {Status} status
 */

/**
 * Opens the owner's stream and keeps it open.
 *
 * @param {Options} options
 * @returns {Darkroom}
 */
export function connect(options) {
  const stream = new Stream(options);
  stream.open();
  return Object.freeze({
    ack: (/** @type {string | string[] | number} */ what) => stream.ack(what),
    close: () => stream.close(),
    get unacknowledged() {
      return stream.unacknowledged;
    },
    get cursor() {
      return stream.cursor;
    },
    get status() {
      return stream.status;
    },
  });
}

/**
 * A ticket function for `connect`.
 *
 * @param {string} notifier the address of notifier-service
 * @param {string | (() => string | Promise<string>)} bearer an access token, or what fetches a fresh one
 * @param {typeof globalThis.fetch} [fetch]
 * @returns {() => Promise<{ticket: string, url: string}>}
 */
export function tickets(notifier, bearer, fetch = globalThis.fetch) {
  const address = notifier.replace(/\/+$/, '') + '/api/notification/ticket';
  return async () => {
    const token = typeof bearer === 'function' ? await bearer() : bearer;
    const answer = await fetch(address, { method: 'POST', headers: { Authorization: 'Bearer ' + token } });
    if (!answer.ok) {
      throw Object.assign(new Error('no ticket: ' + answer.status), { status: answer.status });
    }
    return answer.json();
  };
}

/** @returns {CursorStorage | null} null where a page may keep nothing */
function localStorageIfAllowed() {
  try {
    return globalThis.localStorage ?? null;
  } catch {
    return null;
  }
}

class Stream {
  /** @param {Options} options */
  constructor(options) {
    this.options = options;
    /** @type {World} */
    this.world = {
      WebSocket: globalThis.WebSocket,
      setTimeout: (what, millis) => globalThis.setTimeout(what, millis),
      clearTimeout: timer => globalThis.clearTimeout(timer),
      now: () => Date.now(),
      random: () => Math.random(),
      window: globalThis.window ?? null,
      document: globalThis.document ?? null,
      ...options.world,
    };
    this.storage = options.storage === undefined ? localStorageIfAllowed() : options.storage;
    /** @type {string | null} */
    this.cursor = options.cursor ?? this.#kept();
    /** @type {Status} */
    this.status = { state: 'connecting' };
    this.unacknowledged = 0;

    /** @type {WebSocket | null} */
    this.socket = null;
    /** Rises with each attempt to connect: what belongs to an older one is not listened to. */
    this.turn = 0;
    this.attempt = 0;
    /** When this connection was welcomed, 0 before. */
    this.openedAt = 0;
    this.heardAt = 0;
    this.pingMillis = 25_000;
    /** The time the server has told us to come back at, 0 when it has not. */
    this.due = 0;

    /** The stream's life that every number here belongs to. @type {string | null} */
    this.epoch = this.cursor === null ? null : epochOf(this.cursor);
    /** The last event handled. */
    this.last = 0;
    /** The last event of this connection. */
    this.heard = 0;
    /** Up to here numbers may skip: the replay of a client without a cursor. */
    this.sparseThrough = 0;
    /** That replay goes on, so no number says that everything before it was there. */
    this.replaying = false;
    /** How many events it still promises. */
    this.missing = 0;
    this.arrivalCursor = '';
    /** Where it stood when a ping told of more, or nowhere. */
    this.behindAt = NOWHERE;
    /** The expiry that was answered with a ticket. */
    this.renewed = '';

    /** @type {Ack[]} */
    this.acks = [];
    /** @type {{id: string, acks: Ack[]} | null} */
    this.inFlight = null;
    this.messages = 0;
    this.authId = '';
    this.allowance = BURST;
    this.allowanceAt = this.world.now();

    /** @type {Map<string, any>} */
    this.timers = new Map();
    this.onOnline = () => this.#wake();
    this.onVisible = () => this.world.document?.visibilityState !== 'hidden' && this.#wake();
    this.world.window?.addEventListener('online', this.onOnline);
    this.world.document?.addEventListener('visibilitychange', this.onVisible);
  }

  // ---- connecting

  async open() {
    const turn = ++this.turn;
    this.due = 0;
    this.#after('handshake', HANDSHAKE, () => this.#lost(1006, 'no welcome in time'));
    this.#tell({ state: 'connecting' });
    let ticket;
    try {
      ticket = turn === this.turn ? await this.options.ticket() : null;
    } catch (error) {
      if (turn === this.turn) {
        this.#withoutTicket(error);
      }
      return;
    }
    if (turn === this.turn && ticket !== null) {
      try {
        this.#dial(ticket, turn);
      } catch (error) {
        this.#lost(1006, 'no connection can be made to ' + ticket?.url, error);
      }
    }
  }

  /** @param {any} error */
  #withoutTicket(error) {
    if (error?.status === 401 || error?.status === 403) {
      this.#stop({ state: 'closed', code: NO_TICKET, reason: 'the bearer is not accepted', error });
    } else {
      this.#lost(1006, 'no ticket', error);
    }
  }

  /**
   * @param {{ticket: string, url: string}} ticket
   * @param {number} turn
   */
  #dial({ ticket, url }, turn) {
    const address = new URL(url);
    this.home = address.href.replace(/^ws/, 'http');
    if (this.cursor !== null) {
      address.searchParams.set('after', this.cursor);
    }
    const socket = new this.world.WebSocket(address.href, [PROTOCOL, 'ticket.' + ticket]);
    this.socket = socket;
    socket.onopen = () =>
      turn === this.turn && this.#after('handshake', WELCOME, () => this.#lost(1006, 'no welcome in time'));
    socket.onmessage = message => turn === this.turn && this.#hear(message.data);
    socket.onclose = ({ code, reason }) => turn === this.turn && this.#lost(code, reason);
  }

  /**
   * The connection is over; what was not answered is sent again by the next one.
   *
   * @param {number} code
   * @param {string} reason
   * @param {unknown} [error]
   */
  #lost(code, reason, error) {
    this.#hangUp();
    if (STAY_AWAY.has(code)) {
      this.#stop({ state: 'closed', code, reason });
      return;
    }
    const wait = this.#wait(code);
    // first the timer, since a handler may close
    this.#after('retry', wait, () => this.open());
    this.#tell({ state: 'waiting', code, reason, retryInMillis: wait, ...(error === undefined ? {} : { error }) });
  }

  /** @param {number} code */
  #wait(code) {
    const now = this.world.now();
    if (this.openedAt > 0 && now - this.openedAt >= STEADY) {
      this.attempt = 0;
    }
    this.openedAt = 0;
    const round = this.attempt++;
    if (this.due > 0) {
      return Math.max(0, this.due - now);
    }
    if (RESUME_NOW.has(code) && round === 0) {
      return 0;
    }
    const jitter = Math.round(this.world.random() * Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** Math.min(round, 10)));
    return code === TOO_MANY_MESSAGES ? FLOOD_WAIT + jitter : jitter;
  }

  #hangUp() {
    this.turn++;
    this.#cancelAll();
    if (this.inFlight !== null) {
      this.acks.unshift(...this.inFlight.acks);
      this.inFlight = null;
    }
    const socket = this.socket;
    this.socket = null;
    if (socket !== null) {
      socket.onmessage = null;
      socket.onclose = null;
      socket.close(1000);
    }
  }

  /** The network is back, or the page is looked at again: timers may have slept meanwhile. */
  #wake() {
    const now = this.world.now();
    if (this.timers.has('retry') && this.status.state === 'waiting') {
      if (this.due <= now) {
        this.#after('retry', Math.round(this.world.random() * FIRST_WAIT), () => this.open());
      }
    } else if (this.openedAt > 0 && now - this.heardAt > this.pingMillis * 1.2) {
      this.#lost(GIVEN_UP, 'slept');
    }
  }

  close() {
    if (this.status.state !== 'closed') {
      this.#hangUp();
      this.#stop({ state: 'closed', code: 1000, reason: 'closed here' });
    }
  }

  /** @param {Status} status */
  #stop(status) {
    this.#hangUp();
    this.world.window?.removeEventListener('online', this.onOnline);
    this.world.document?.removeEventListener('visibilitychange', this.onVisible);
    this.#tell(status);
    for (const ack of this.acks.splice(0)) {
      ack.reject(new Error('closed before the server has acknowledged: ' + status.reason));
    }
  }

  // ---- hearing

  /** @param {string} text */
  #hear(text) {
    this.heardAt = this.world.now();
    this.#after('silence', 2 * this.pingMillis, () => this.#lost(GIVEN_UP, 'silence'));
    const frame = JSON.parse(text);
    switch (frame.type) {
      case 'welcome':
        return this.#welcome(frame);
      case 'event':
        return this.#event(frame);
      case 'progress':
        return this.#call(this.options.onProgress, frame.event);
      case 'gap':
        return this.#gap(frame);
      case 'ping':
        return this.#ping(frame);
      case 'ok':
        return this.#ok(frame);
      case 'error':
        return this.#error(frame);
      case 'state':
        return this.#state(frame);
      case 'reauth':
        return this.#reauth(frame);
      case 'reconnect':
        this.due = this.heardAt + frame.afterMillis;
        return this.#after('leave', frame.afterMillis, () => this.#lost(1012, 'the server restarts'));
      default:
        return undefined; // of a newer server
    }
  }

  /** @param {any} frame */
  #welcome({ cursor, unacknowledged, resume, pingMillis }) {
    this.#cancel('handshake');
    this.openedAt = this.heardAt;
    this.pingMillis = pingMillis;
    this.arrivalCursor = cursor;
    this.behindAt = NOWHERE;
    this.renewed = '';
    this.#belongTo(epochOf(cursor), resume.mode);
    if (resume.mode === 'cursor') {
      this.last = resume.after;
      this.heard = this.last;
      this.sparseThrough = 0;
      this.replaying = false;
    } else {
      this.heard = 0;
      this.sparseThrough = resume.through;
      this.replaying = true;
      // a gap stands for what the replay leaves out, and settles it
      this.missing = resume.mode === 'gap' || unacknowledged > resume.count ? Infinity : resume.count;
      if (this.missing === 0) {
        this.#settled();
      }
    }
    this.#tell({ state: 'open' });
    this.#count(unacknowledged, []);
    this.#flush();
  }

  /**
   * Numbers of another stream mean other events in this one, or none.
   *
   * @param {string} epoch
   * @param {string} mode `gap` when the server does not know the cursor, even if it is of this epoch
   */
  #belongTo(epoch, mode) {
    if (this.epoch === epoch && mode !== 'gap') {
      return;
    }
    if (this.epoch !== null) {
      this.last = 0;
      const foreign = this.acks.filter(ack => ack.through > 0);
      this.acks = this.acks.filter(ack => ack.through === 0);
      for (const ack of foreign) {
        const message = `the stream was rebuilt: event ${ack.through} is another one now, acknowledge by id`;
        ack.reject(Object.assign(new Error(message), { code: 'OTHER_STREAM' }));
      }
    }
    this.epoch = epoch;
  }

  /** The replay for a client without a cursor is through: from here on it has one. */
  #settled() {
    this.replaying = false;
    this.last = Math.max(this.last, this.sparseThrough);
    this.heard = this.last;
    this.#keep(this.arrivalCursor);
  }

  /** @param {any} frame */
  #event({ seq, cursor, replay, event, unacknowledged }) {
    if (seq <= this.heard) {
      return;
    }
    if (seq > this.sparseThrough && seq !== Math.max(this.heard, this.sparseThrough) + 1) {
      this.#lost(GIVEN_UP, 'a hole before ' + seq);
      return;
    }
    this.heard = seq;
    // a replay that broke off comes again from its beginning
    if (seq > this.last) {
      this.#call(this.options.onEvent, event, { seq, cursor, replay });
      this.last = seq;
    }
    if (seq > this.sparseThrough) {
      this.replaying = false;
      this.#keep(cursor);
    } else if (this.replaying && (--this.missing === 0 || seq === this.sparseThrough)) {
      this.#settled();
    }
    this.#countIfNew(unacknowledged);
  }

  /** @param {any} frame */
  #gap({ from, to, reload }) {
    this.heard = Math.max(this.heard, to);
    this.last = Math.max(this.last, to);
    if (to >= this.sparseThrough) {
      // the page is told now, so it is not told again by the next connection
      this.replaying = false;
      this.#keep(this.epoch + ':' + to);
    }
    this.#call(this.options.onGap, { from, to, reload: new URL(reload, this.home).href });
  }

  /** @param {any} frame */
  #state({ unacknowledged, changes }) {
    if (changes.length === 0 && this.replaying) {
      // another device was quicker with some of what was promised
      this.#settled();
    }
    this.#count(unacknowledged, changes);
  }

  /**
   * Events that a ping tells of may come right behind it, and after a storm much later. Only when a whole pause between
   * two pings has brought nothing is one missing: whoever leaves earlier makes the storm worse.
   *
   * @param {any} frame
   */
  #ping({ head, unacknowledged }) {
    this.#send({ type: 'pong', seq: this.last });
    const stand = Math.max(this.heard, this.sparseThrough);
    if (head > stand && this.behindAt === stand) {
      this.#lost(GIVEN_UP, 'events up to ' + head + ' did not come');
      return;
    }
    this.behindAt = head > stand ? stand : NOWHERE;
    this.#countIfNew(unacknowledged);
  }

  /**
   * A ticket of the same access token does not prolong the session. It would not do so the second time either.
   *
   * @param {any} frame
   */
  #reauth({ by }) {
    if (by !== this.renewed) {
      this.renewed = by;
      this.#renew(this.turn);
    }
  }

  /** @param {number} turn */
  async #renew(turn) {
    this.#cancel('renew');
    try {
      const { ticket } = await this.options.ticket();
      if (turn === this.turn) {
        this.authId = this.#nextId();
        this.#send({ type: 'auth', id: this.authId, ticket });
      }
    } catch {
      this.#renewLater(turn);
    }
  }

  /** Until the server closes with 4401. @param {number} turn */
  #renewLater(turn) {
    if (turn === this.turn) {
      this.#after('renew', FLOOD_WAIT, () => this.#renew(turn));
    }
  }

  // ---- acknowledging

  /**
   * @param {string | string[] | number} what
   * @returns {Promise<number>}
   */
  ack(what) {
    if (this.status.state === 'closed') {
      return quiet(Promise.reject(new Error('this client is closed')));
    }
    const ids = typeof what === 'string' ? [what] : typeof what === 'number' ? [] : [...what];
    if (typeof what === 'number' ? !Number.isInteger(what) || what < 1 : !ids.every(id => EVENT_ID.test(id))) {
      return quiet(Promise.reject(new TypeError('no event id and no number of an event: ' + what)));
    }
    if (typeof what === 'number') {
      return this.#enqueue([], what);
    }
    if (ids.length === 0) {
      return Promise.resolve(this.unacknowledged);
    }
    const parts = [];
    while (ids.length > 0) {
      parts.push(this.#enqueue(ids.splice(0, IDS_PER_MESSAGE), 0));
    }
    return quiet(Promise.all(parts).then(counts => counts[counts.length - 1]));
  }

  /**
   * @param {string[]} eventIds
   * @param {number} through
   * @returns {Promise<number>}
   */
  #enqueue(eventIds, through) {
    const done = new Promise((resolve, reject) => {
      this.acks.push({ eventIds, through, alone: false, resolve, reject });
    });
    this.#flush();
    return quiet(done);
  }

  /** One message at a time: what comes meanwhile goes together with the next. */
  #flush() {
    if (this.openedAt === 0 || this.inFlight !== null || this.acks.length === 0 || this.timers.has('ack')) {
      return;
    }
    const wait = this.#untilAllowed();
    if (wait > 0) {
      this.#after('ack', wait, () => this.#flush());
      return;
    }
    const acks = this.#together();
    const id = this.#nextId();
    const eventIds = acks.flatMap(ack => ack.eventIds);
    this.inFlight = { id, acks };
    this.#after('ackAnswer', ACK_PATIENCE, () => this.#lost(GIVEN_UP, 'an acknowledgement was not answered'));
    this.#send(
      eventIds.length > 0
        ? { type: 'ack', id, eventIds }
        : { type: 'ack', id, through: Math.max(...acks.map(ack => ack.through)) },
    );
  }

  /** The waiting acknowledgements that fit in one message, in order. @returns {Ack[]} */
  #together() {
    const first = this.acks[0];
    let ids = 0;
    let count = 0;
    for (const ack of this.acks) {
      ids += ack.eventIds.length;
      const fits = !ack.alone && (ack.eventIds.length > 0) === (first.eventIds.length > 0) && ids <= IDS_PER_MESSAGE;
      if (count > 0 && (!fits || first.alone)) {
        break;
      }
      count++;
    }
    return this.acks.splice(0, count);
  }

  /** Milliseconds until one more message is within the server's limit. */
  #untilAllowed() {
    const now = this.world.now();
    this.allowance = Math.min(BURST, this.allowance + ((now - this.allowanceAt) / 1000) * PER_SECOND);
    this.allowanceAt = now;
    if (this.allowance < 1) {
      return Math.ceil(((1 - this.allowance) / PER_SECOND) * 1000);
    }
    this.allowance--;
    return 0;
  }

  /** @param {any} frame */
  #ok({ id, unacknowledged }) {
    this.#count(unacknowledged, []);
    if (this.inFlight !== null && id === this.inFlight.id) {
      for (const ack of this.#answered()) {
        ack.resolve(unacknowledged);
      }
      this.#flush();
    }
  }

  /** @param {any} frame */
  #error({ id, code, message }) {
    if (id !== null && id === this.authId) {
      this.#renewLater(this.turn);
      return;
    }
    if (this.inFlight === null || id !== this.inFlight.id) {
      return;
    }
    const acks = this.#answered();
    if (code === 'UNAVAILABLE') {
      this.acks.unshift(...acks);
      this.#after('ack', ACK_AGAIN, () => this.#flush());
      return;
    }
    if (acks.length > 1) {
      // one of them is at fault; alone each gets its own answer
      this.acks.unshift(...acks.map(ack => ({ ...ack, alone: true })));
    } else {
      acks[0].reject(Object.assign(new Error(message), { code }));
    }
    this.#flush();
  }

  /** @returns {Ack[]} */
  #answered() {
    const acks = this.inFlight?.acks ?? [];
    this.inFlight = null;
    this.#cancel('ackAnswer');
    return acks;
  }

  // ---- small things

  /**
   * @param {number} unacknowledged
   * @param {State['changes']} changes
   */
  #count(unacknowledged, changes) {
    this.unacknowledged = unacknowledged;
    this.#call(this.options.onState, { unacknowledged, changes });
  }

  /** @param {number | undefined} unacknowledged as it came; a replayed event does not say */
  #countIfNew(unacknowledged) {
    if (unacknowledged !== undefined && unacknowledged !== this.unacknowledged) {
      this.#count(unacknowledged, []);
    }
  }

  /** @param {object} message */
  #send(message) {
    if (this.socket !== null && this.socket.readyState === 1) {
      this.socket.send(JSON.stringify(message));
    }
  }

  #nextId() {
    return 'm' + ++this.messages;
  }

  /** @param {Status} status */
  #tell(status) {
    this.status = status;
    this.#call(this.options.onStatus, status);
  }

  /**
   * A handler that throws is the page's own fault: it shows in the console, and the stream goes on.
   *
   * @template {any[]} A
   * @param {((...given: A) => void) | undefined} handler
   * @param {A} given
   */
  #call(handler, ...given) {
    try {
      handler?.(...given);
    } catch (fault) {
      console.error('darkroom: a handler failed', fault);
    }
  }

  get #key() {
    return 'darkroom.cursor.' + this.options.owner;
  }

  /** @returns {string | null} */
  #kept() {
    try {
      return this.options.owner === undefined ? null : (this.storage?.getItem(this.#key) ?? null);
    } catch {
      return null;
    }
  }

  /** @param {string} cursor */
  #keep(cursor) {
    this.cursor = cursor;
    if (this.options.owner !== undefined) {
      try {
        this.storage?.setItem(this.#key, cursor);
      } catch {
        // full or forbidden: the cursor lives as long as the page
      }
    }
  }

  /**
   * @param {string} name
   * @param {number} millis
   * @param {() => void} what
   */
  #after(name, millis, what) {
    this.#cancel(name);
    this.timers.set(
      name,
      this.world.setTimeout(() => {
        this.timers.delete(name);
        what();
      }, millis),
    );
  }

  /** @param {string} name */
  #cancel(name) {
    if (this.timers.has(name)) {
      this.world.clearTimeout(this.timers.get(name));
      this.timers.delete(name);
    }
  }

  #cancelAll() {
    for (const name of [...this.timers.keys()]) {
      this.#cancel(name);
    }
  }
}

/** @param {string} cursor */
function epochOf(cursor) {
  return cursor.slice(0, Math.max(0, cursor.lastIndexOf(':')));
}

/**
 * A caller may ignore an acknowledgement's outcome without a complaint in the console.
 *
 * @template T
 * @param {Promise<T>} promise
 * @returns {Promise<T>}
 */
function quiet(promise) {
  promise.catch(() => {});
  return promise;
}

// Everything outside the client, played: time, chance, the network, the page it lives in.

export class World {
  constructor() {
    this.time = 1_000_000;
    this.timers = [];
    this.sockets = [];
    this.chance = 0.5;
    this.page = new EventTarget();
    this.document = Object.assign(new EventTarget(), { visibilityState: 'visible' });
    const world = this;
    this.parts = {
      now: () => this.time,
      random: () => this.chance,
      setTimeout: (what, millis) => {
        const timer = { what, at: this.time + millis };
        this.timers.push(timer);
        return timer;
      },
      clearTimeout: timer => {
        this.timers = this.timers.filter(each => each !== timer);
      },
      window: this.page,
      document: this.document,
      WebSocket: class extends Socket {
        constructor(url, protocols) {
          super(url, protocols);
          world.sockets.push(this);
        }
      },
    };
  }

  get socket() {
    return this.sockets[this.sockets.length - 1];
  }

  /** Lets time pass; what falls due happens in its order. */
  async pass(millis) {
    const until = this.time + millis;
    for (;;) {
      await settle();
      const next = this.timers.filter(timer => timer.at <= until).sort((a, b) => a.at - b.at)[0];
      if (next === undefined) {
        break;
      }
      this.timers = this.timers.filter(timer => timer !== next);
      this.time = Math.max(this.time, next.at);
      next.what();
    }
    this.time = until;
    await settle();
  }
}

class Socket {
  constructor(url, protocols) {
    this.url = new URL(url);
    this.protocols = protocols;
    this.readyState = 0;
    this.said = [];
  }

  get after() {
    return this.url.searchParams.get('after');
  }

  hear(...frames) {
    this.readyState = 1;
    for (const frame of frames) {
      this.onmessage?.({ data: JSON.stringify(frame) });
    }
  }

  send(text) {
    this.said.push(JSON.parse(text));
  }

  /** The server closes. */
  end(code, reason = '') {
    this.readyState = 3;
    this.onclose?.({ code, reason });
  }

  close(code) {
    this.readyState = 3;
    this.closedWith = code;
  }
}

/** Lets everything that waits for a promise go on. */
export function settle() {
  return new Promise(resolve => setImmediate(resolve));
}

export class Storage {
  constructor() {
    this.items = new Map();
  }

  getItem(key) {
    return this.items.get(key) ?? null;
  }

  setItem(key, value) {
    this.items.set(key, value);
  }
}

export function welcome(resume, { head = resume.through, unacknowledged = resume.count ?? 0 } = {}) {
  return {
    type: 'welcome',
    session: 's',
    cursor: 'e:' + head,
    head,
    unacknowledged,
    resume: { count: 0, ...resume },
    pingMillis: 25_000,
  };
}

export function event(seq, replay = false, more = {}) {
  return { type: 'event', cursor: 'e:' + seq, seq, replay, ...more, event: { id: id(seq), data: {} } };
}

export function id(number) {
  return '0199b7f0-4444-7000-8000-' + String(number).padStart(12, '0');
}

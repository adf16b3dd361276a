// @ts-check
// Results that their owner has not acknowledged yet, on this device or any other. Each event is acknowledged by itself.
// How many there are only the server knows; which ones are on this page, this module does.

/** @typedef {(generationId: string) => void} Listener */

const PAGE = 100;

/**
 * @param {import('./api.js').Api} api
 * @param {Listener} onChange a generation got its mark or lost it
 */
export function createUnseen(api, onChange) {
  /** Event ids by generation; those that concern none lie under ''. @type {Map<string, Set<string>>} */
  const open = new Map();
  /** Word of an acknowledgement may come before the event. @type {Set<string>} */
  const acknowledged = new Set();
  /** @type {((eventIds: string[]) => Promise<unknown>) | null} */
  let acknowledge = null;
  let notifier = '';

  /** @param {string} generationId @param {string} eventId */
  function add(generationId, eventId) {
    if (acknowledged.has(eventId)) {
      return;
    }
    const events = open.get(generationId) ?? new Set();
    open.set(generationId, events.add(eventId));
    onChange(generationId);
  }

  /** @param {string} eventId */
  function remove(eventId) {
    acknowledged.add(eventId);
    for (const [generationId, events] of open) {
      if (events.delete(eventId)) {
        if (events.size === 0) {
          open.delete(generationId);
        }
        onChange(generationId);
      }
    }
  }

  const all = () => [...open.values()].flatMap(events => [...events]);

  /** The mark goes when the server has it, not before. @param {string[]} eventIds */
  async function tell(eventIds) {
    if (eventIds.length === 0 || acknowledge === null) {
      return;
    }
    await acknowledge(eventIds);
    eventIds.forEach(remove);
  }

  return {
    /** @param {string} address of notifier-service @param {(eventIds: string[]) => Promise<unknown>} ack */
    open(address, ack) {
      notifier = address;
      acknowledge = ack;
    },

    /** @param {{id: string, type: string, data: Record<string, any>}} event */
    take: event => add(event.data.generationId ?? '', event.id),

    /** @param {string} eventId seen on another device */
    seenElsewhere: remove,

    /** @param {string} generationId */
    has: generationId => open.has(generationId),
    generations: () => [...open.keys()].filter(id => id !== ''),

    /** @param {string} generationId */
    see: generationId => tell([...(open.get(generationId) ?? [])]).catch(() => {}),
    seeAll: () => tell(all()),

    /** What this page has missed: the socket tells what happens while it is open, the inbox knows the rest.
     * @param {(event: any) => void} each */
    async load(each) {
      const before = all();
      const listed = new Set();
      let cursor = '';
      for (;;) {
        const page = await api.get(`${notifier}/api/notification?unacknowledged=true&limit=${PAGE}${cursor}`);
        for (const { event } of page.items) {
          listed.add(event.id);
          each(event);
          add(event.data.generationId ?? '', event.id);
        }
        if (page.nextCursor === null) {
          break;
        }
        cursor = '&cursor=' + encodeURIComponent(page.nextCursor);
      }
      before.filter(eventId => !listed.has(eventId)).forEach(remove);
    },

    clear() {
      open.clear();
      acknowledged.clear();
      acknowledge = null;
    },
  };
}

/** @typedef {ReturnType<typeof createUnseen>} Unseen */

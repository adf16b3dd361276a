// @ts-check
// The history, page by page, newest first, for one filter at a time.

const PAGE = 24;

/**
 * @param {import('./api.js').Api} api
 * @param {import('./pictures.js').Pictures} pictures
 */
export function createPaging(api, pictures) {
  let status = '';
  /** @type {string | null} null: nothing read yet; '' at the end */
  let cursor = null;
  /** Down to here the list is whole; what is older and known by chance is not shown yet. */
  let floor = '';
  /** Rises with each new start: answers of an earlier one are not listened to. */
  let turn = 0;
  /** @type {Promise<void> | null} */
  let reading = null;

  /** @param {string} after */
  function pageOf(after) {
    const from = after === '' ? '' : '&cursor=' + encodeURIComponent(after);
    return api.get(`/api/generation?limit=${PAGE}${status === '' ? '' : '&status=' + status}${from}`);
  }

  /** @param {number} mine */
  async function read(mine) {
    const page = await pageOf(cursor ?? '');
    if (mine === turn) {
      floor = page.nextCursor === null ? '' : page.items.at(-1).generationId;
      cursor = page.nextCursor ?? '';
    }
    page.items.forEach(pictures.take);
  }

  return {
    /** @param {string} filter a status, or '' for all */
    begin(filter) {
      turn++;
      status = filter;
      cursor = null;
      floor = '';
      reading = null;
    },

    /** The next page; nothing when there is none. Whoever asks meanwhile waits for the same one. */
    more() {
      if (cursor === '') {
        return Promise.resolve();
      }
      const mine = turn;
      reading ??= read(mine).finally(() => mine === turn && (reading = null));
      return reading;
    },

    /** Reads the newest anew, for what may have passed unheard. */
    async refresh() {
      if (cursor === null) {
        return this.more();
      }
      const page = await pageOf('');
      page.items.forEach(pictures.take);
      const oldest = page.items.at(-1)?.generationId ?? '';
      const pending = pictures.all().filter(each => each.status === 'PENDING' && each.generationId < oldest);
      await Promise.all(pending.map(async each => pictures.take(await api.get('/api/generation/' + each.generationId))));
    },

    isBegun: () => cursor !== null,
    isAtEnd: () => cursor === '',

    /** @param {import('./types.js').Generation} generation */
    shows: generation => generation.generationId >= floor && (status === '' || generation.status === status),
    get status() {
      return status;
    },
  };
}

/** @typedef {ReturnType<typeof createPaging>} Paging */

// @ts-check
// The socket tells of outcomes and of retries, but not that a worker has taken a picture up: that is read.

const EVERY = 2_000;
const MOST = 50;

/**
 * @param {import('./api.js').Api} api
 * @param {import('./pictures.js').Pictures} pictures
 */
export function createPeek(api, pictures) {
  const isWaiting = () => pictures.all().some(({ status, stage }) => status === 'PENDING' && stage !== 'GENERATING');

  return setInterval(async () => {
    if (document.visibilityState === 'visible' && isWaiting()) {
      const page = await api.get(`/api/generation?status=PENDING&limit=${MOST}`).catch(() => null);
      page?.items.forEach(pictures.take);
    }
  }, EVERY);
}

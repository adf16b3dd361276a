// What time it is where the data comes from. A reader's clock may be minutes off, and ages must not be.

/** An answer's `Date` is cut to the second and the answer took its time; less than this says nothing. */
const TELLING_MILLIS = 2_500;

let aheadMillis = 0;

/** @param {string | null} date the header of an answer that came just now */
export function learn(date) {
  const server = Date.parse(date ?? '');
  if (!Number.isNaN(server)) {
    const ahead = server + 500 - Date.now();
    aheadMillis = Math.abs(ahead) > TELLING_MILLIS ? ahead : 0;
  }
}

/** @returns {number} milliseconds since 1970 */
export function now() {
  return Date.now() + aheadMillis;
}

// Numbers and times as operators read them: grouped digits, a unit on everything. Pure.

const WHOLE = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });

/** @param {number} number */
export function count(number) {
  return WHOLE.format(number);
}

/**
 * @param {number} number
 * @param {string} one
 * @param {string} [many]
 */
export function counted(number, one, many = `${one}s`) {
  return `${count(number)} ${number === 1 ? one : many}`;
}

/** @param {number} seconds */
export function duration(seconds) {
  const s = Math.max(0, seconds);
  if (s < 1) {
    return s === 0 ? '0 s' : `${Math.max(1, Math.round(s * 1000))} ms`;
  }
  if (s < 9.95) {
    return `${s.toFixed(1)} s`;
  }
  if (s < 59.5) {
    return `${Math.round(s)} s`;
  }
  const whole = Math.round(s);
  if (whole < 3600) {
    return two(Math.floor(whole / 60), 'min', whole % 60, 's');
  }
  const minutes = Math.floor(whole / 60);
  if (minutes < 48 * 60) {
    return two(Math.floor(minutes / 60), 'h', minutes % 60, 'min');
  }
  const hours = Math.floor(minutes / 60);
  return two(Math.floor(hours / 24), 'd', hours % 24, 'h');
}

/**
 * @param {number} large
 * @param {string} unit
 * @param {number} small
 * @param {string} smaller
 */
function two(large, unit, small, smaller) {
  return small === 0 ? `${large} ${unit}` : `${large} ${unit} ${small} ${smaller}`;
}

/**
 * Whole seconds at least: it is shown ticking.
 *
 * @param {string} instant
 * @param {number} now
 */
export function ago(instant, now) {
  const seconds = Math.round((now - Date.parse(instant)) / 1000);
  if (seconds < 0) {
    return `in ${coarse(-seconds)}`;
  }
  return seconds === 0 ? 'now' : `${coarse(seconds)} ago`;
}

/** @param {number} seconds whole ones */
function coarse(seconds) {
  return seconds < 60 ? `${seconds} s` : duration(seconds);
}

/** The clock of logs and of the API: UTC. @param {string} instant */
export function absolute(instant) {
  return `${day(instant)} ${clock(instant)} UTC`;
}

/** @param {string} instant */
export function day(instant) {
  return new Date(instant).toISOString().slice(0, 10);
}

/** @param {string} instant */
export function clock(instant) {
  return new Date(instant).toISOString().slice(11, 23);
}

/** The end of an id tells it from others; the beginning of ours is the time. @param {string} id */
export function short(id) {
  return id.length > 12 ? `…${id.slice(-8)}` : id;
}

/** @param {number} bytes */
export function size(bytes) {
  return bytes < 1024 ? `${bytes} B` : bytes < 1 << 20 ? `${Math.round(bytes / 1024)} KiB` : `${(bytes / (1 << 20)).toFixed(1)} MiB`;
}

/** `ATTEMPTS_EXHAUSTED` in words. @param {string} code */
export function words(code) {
  const plain = code.toLowerCase().replaceAll(/[_.-]/g, ' ');
  return (plain.charAt(0).toUpperCase() + plain.slice(1)).replace(/^Ai /, 'AI ');
}

// Every text in the window against what really lies behind it (WCAG 2.2, 1.4.3: 4.5, or 3 where it is large), and the
// edge of every field (1.4.11: 3). Behind are the backgrounds below, down to the first opaque one; of a gradient every
// colour counts. What is disabled, covered, or written on a photograph is left out. Returns what falls short.
(() => {
  const canvas = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true });

  /** Red, green, blue of 0 to 255 and alpha of 0 to 1, however the colour is written. */
  function rgba(colour) {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    const [red, green, blue, alpha] = canvas.getImageData(0, 0, 1, 1).data;
    return [red, green, blue, alpha / 255];
  }

  const over = ([r, g, b, alpha], below) => [...[r, g, b].map((part, n) => part * alpha + below[n] * (1 - alpha)), 1];
  const channel = part => (part /= 255) <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  const light = ([r, g, b]) => 0.2126 * channel(r) + 0.7152 * channel(g) + 0.0722 * channel(b);
  const ancestors = element => (element === null ? [] : [element, ...ancestors(element.parentElement)]);
  const opacity = element => ancestors(element).reduce((all, each) => all * Number(getComputedStyle(each).opacity), 1);
  const faded = (colour, element) => [...rgba(colour).slice(0, 3), rgba(colour)[3] * opacity(element)];

  function contrast(one, other) {
    const [dark, bright] = [light(one), light(other)].sort((a, b) => a - b);
    return (bright + 0.05) / (dark + 0.05);
  }

  /** What is painted at a point from the element downwards, null where something else covers it. */
  function layers(element, x, y) {
    const stack = document.elementsFromPoint(x, y);
    const here = stack.findIndex(each => each.contains(element));
    const covered = stack.slice(0, here).some(each => !element.contains(each) && opacity(each) > 0);
    if (here < 0 || covered) {
      return null;
    }
    const unhit = ancestors(element).filter(each => each !== stack[here] && stack[here].contains(each));
    return [...unhit, ...stack.slice(here)];
  }

  /** What lies there after a gradient over gradients was laid on, the last one lowest. */
  function graded(colours, image, element) {
    const gradients = image.split(/,\s*(?=[a-z-]+-gradient\()/).toReversed();
    return gradients.reduce((below, gradient) => {
      const stops = gradient.match(/(rgba?|color|oklab|oklch|lab|lch)\([^()]*\)/g) ?? [];
      return stops.length === 0 ? below : stops.flatMap(stop => below.map(each => over(faded(stop, element), each)));
    }, colours);
  }

  /** The colours that lie there, null for a photograph. */
  function ground(painted) {
    let colours = [[255, 255, 255, 1]];
    for (const each of painted.toReversed()) {
      const { backgroundColor, backgroundImage } = getComputedStyle(each);
      if (each.matches('img, canvas, video') || backgroundImage.includes('url(')) {
        return null;
      }
      colours = colours.map(below => over(faded(backgroundColor, each), below));
      colours = graded(colours, backgroundImage, each);
    }
    return colours;
  }

  const found = [];

  /** @param needed the least contrast @param behind the element whose background counts */
  function look(what, element, colour, needed, box, behind = element) {
    const [x, y] = [box.left + Math.min(box.width, 40) / 2, box.top + box.height / 2];
    if (box.width < 2 || box.height < 2 || x < 0 || y < 0 || x > innerWidth || y > innerHeight) {
      return;
    }
    const painted = layers(behind, x, y);
    const colours = painted === null ? null : ground(painted);
    if (colours === null) {
      return;
    }
    const least = Math.min(...colours.map(below => contrast(over(faded(colour, element), below), below)));
    if (least < needed - 0.005) {
      found.push(`${what} has ${least.toFixed(2)}, not ${needed}: ${colour} on ${colours.map(each => each.map(Math.round)).join(' | ')}`);
    }
  }

  const visible = element => element.checkVisibility({ opacityProperty: true, visibilityProperty: true })
    && element.closest(':disabled') === null;
  const needs = ({ fontSize, fontWeight }) =>
    parseFloat(fontSize) >= 24 || (parseFloat(fontSize) >= 18.66 && Number(fontWeight) >= 700) ? 3 : 4.5;

  const root = [...document.querySelectorAll('dialog:modal')].at(-1) ?? document.body;
  const texts = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const element = texts.currentNode.parentElement;
    const words = texts.currentNode.nodeValue.trim();
    if (words !== '' && visible(element)) {
      const range = document.createRange();
      range.selectNodeContents(texts.currentNode);
      const style = getComputedStyle(element);
      look(`"${words.slice(0, 40)}"`, element, style.color, needs(style), range.getClientRects()[0] ?? new DOMRect());
    }
  }
  for (const field of root.querySelectorAll('input:not([type=radio], [type=checkbox]), textarea, select')) {
    if (!visible(field)) {
      continue;
    }
    const box = field.getBoundingClientRect();
    const style = getComputedStyle(field);
    const shown = field.value === '' ? getComputedStyle(field, '::placeholder') : style;
    look(`the text of #${field.id || field.name}`, field, shown.color, needs(style), box);
    if (style.borderTopStyle !== 'none' && parseFloat(style.borderTopWidth) > 0) {
      look(`the edge of #${field.id || field.name}`, field, style.borderTopColor, 3, box, field.parentElement);
    }
  }
  return [...new Set(found)];
})()

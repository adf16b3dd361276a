// Shows /asyncapi.json to people. Whatever the document says becomes text, never markup.

const answer = await fetch('/asyncapi.json');
const document_ = await answer.json();
const page = document.getElementById('description');
const contents = document.getElementById('contents');

function resolve(node) {
  let found = node;
  while (found && typeof found.$ref === 'string') {
    found = found.$ref.slice(2).split('/').reduce((at, step) => at[step.replace(/~1/g, '/')], document_);
  }
  return found;
}

function nameOf(node) {
  return typeof node.$ref === 'string' ? node.$ref.split('/').pop() : '';
}

function element(name, properties = {}, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children.filter(child => child !== null && child !== undefined));
  return made;
}

/** `code`, **strong** and [links](https://…) of a line. */
function inline(text) {
  return text.split(/(`[^`]+`|\*\*[^*]+\*\*|\[[^\]]+\]\(https:[^)]+\))/).map(part => {
    const link = /^\[([^\]]+)\]\((https:[^)]+)\)$/.exec(part);
    if (link) {
      return element('a', { href: link[2], rel: 'noreferrer', textContent: link[1] });
    }
    if (part.startsWith('`')) {
      return element('code', { textContent: part.slice(1, -1) });
    }
    return part.startsWith('**') ? element('strong', { textContent: part.slice(2, -2) }) : part;
  });
}

/** The little Markdown that descriptions use: headings, tables, paragraphs. */
function markdown(text = '') {
  return text
    .trim()
    .split(/\n\s*\n/)
    .map(block => {
      const lines = block.split('\n').map(line => line.trim());
      if (lines[0].startsWith('## ')) {
        const title = lines[0].slice(3);
        return element('h3', { id: anchor('about', title) }, ...inline(title));
      }
      if (lines[0].startsWith('|')) {
        const rows = lines.filter((_, at) => at !== 1).map(line => line.slice(1, -1).split('|').map(cell => cell.trim()));
        return element(
          'table',
          {},
          element('thead', {}, row('th', rows[0])),
          element('tbody', {}, ...rows.slice(1).map(cells => row('td', cells))),
        );
      }
      return element('p', {}, ...inline(lines.join(' ')));
    });
}

function row(cell, texts) {
  return element('tr', {}, ...texts.map(text => element(cell, {}, ...inline(text))));
}

function anchor(...steps) {
  return steps.join('-').toLowerCase().replace(/[^a-z0-9]+/g, '-');
}

function typeOf(schema) {
  if ('const' in schema) {
    return JSON.stringify(schema.const);
  }
  if (schema.enum) {
    return schema.enum.map(each => JSON.stringify(each)).join(' | ');
  }
  if (schema.oneOf) {
    return schema.oneOf.map(each => resolve(each).title ?? resolve(each).type ?? nameOf(each)).join(' | ');
  }
  const types = [schema.type ?? 'any'].flat().map(type => {
    const items = type === 'array' && schema.items ? resolve(schema.items) : null;
    return items ? `array of ${items.title ?? nameOf(schema.items) ?? items.type}` : type;
  });
  return types.join(' | ') + (schema.format ? ` (${schema.format})` : '');
}

function limits(schema) {
  return [
    schema.minimum === undefined ? '' : `at least ${schema.minimum}`,
    schema.maxLength === undefined ? '' : `at most ${schema.maxLength} characters`,
    schema.pattern === undefined ? '' : `\`${schema.pattern}\``,
  ]
    .filter(Boolean)
    .join(', ');
}

function fields(schema) {
  const needed = new Set(schema.required ?? []);
  const rows = Object.entries(schema.properties ?? {}).map(([name, raw]) => {
    const field = resolve(raw);
    const what = [field.description, limits(field)].filter(Boolean).join(' · ');
    return element(
      'tr',
      {},
      element('td', {}, element('code', { textContent: name, className: needed.has(name) ? 'needed' : '' })),
      element('td', { className: 'soft', textContent: typeOf(field) }),
      element('td', {}, ...inline(what), ...inside(field)),
    );
  });
  return element('table', { className: 'fields' }, element('tbody', {}, ...rows));
}

/** The fields of an object within: open where it is short. */
function inside(schema) {
  const parts = (schema.oneOf ?? [schema.items ?? schema]).map(resolve).filter(part => part && part.properties);
  return parts.map(part =>
    element(
      'details',
      { open: Object.keys(part.properties).length < 5 },
      element('summary', { textContent: part.title ?? 'fields' }),
      element('div', { className: 'inner' }, fields(part)),
    ),
  );
}

function example(each) {
  return element(
    'details',
    {},
    element('summary', { textContent: 'Example' + (each.summary ? ': ' + each.summary : '') }),
    element('pre', { tabIndex: 0, textContent: JSON.stringify(each.payload, null, 2) }),
  );
}

function message(channelName, ref) {
  const found = resolve(ref);
  const payload = resolve(found.payload);
  return element(
    'article',
    { className: 'card', id: anchor(channelName, found.title) },
    element('h3', { textContent: found.title }),
    element('p', {}, ...inline(found.summary ?? '')),
    ...markdown(found.description),
    found.headers ? element('h4', { textContent: 'Headers' }) : null,
    found.headers ? fields(resolve(found.headers)) : null,
    fields(payload),
    ...(found.examples ?? []).map(example),
  );
}

function operationsOf(name) {
  return Object.values(document_.operations).filter(each => nameOf(each.channel) === name);
}

function channel([name, each]) {
  const operations = operationsOf(name);
  return [
    element('h2', { id: anchor('channel', name) }, each.title + ' ', element('code', { textContent: each.address })),
    element('p', {}, ...inline(each.summary ?? '')),
    ...markdown(each.description),
    ...operations.flatMap(operation => [
      element(
        'h3',
        { id: anchor(name, operation.action) },
        operation.title + ' ',
        element('span', {
          className: 'badge ' + operation.action,
          textContent: operation.action === 'send' ? 'server to client' : 'client to server',
        }),
      ),
      ...operation.messages.map(ref => message(name, ref)),
    ]),
  ];
}

function link(id, text) {
  return element('a', { href: '#' + id, textContent: text });
}

const { info, channels } = document_;
page.append(
  element('h1', { textContent: info.title }),
  element(
    'p',
    { className: 'soft' },
    `AsyncAPI ${document_.asyncapi} · `,
    element('a', { href: '/asyncapi.yaml', textContent: 'asyncapi.yaml' }),
    ' · ',
    element('a', { href: '/asyncapi.json', textContent: 'asyncapi.json' }),
    ' · ',
    element('a', { href: '/client/darkroom.js', textContent: 'client/darkroom.js' }),
    ' · ',
    element('a', { href: '/demo', textContent: 'demo' }),
  ),
  ...markdown(info.description),
  ...Object.entries(channels).flatMap(channel),
);
page.removeAttribute('aria-busy');

contents.append(
  element('strong', { textContent: 'About' }),
  ...[...page.querySelectorAll('h3[id^="about-"]')].map(title => link(title.id, title.textContent)),
  ...Object.entries(channels).flatMap(([name, each]) => [
    element('strong', {}, link(anchor('channel', name), each.title)),
    ...operationsOf(name).flatMap(operation =>
      operation.messages.map(ref => link(anchor(name, resolve(ref).title), resolve(ref).title)),
    ),
  ]),
);
if (location.hash) {
  document.getElementById(location.hash.slice(1))?.scrollIntoView();
}

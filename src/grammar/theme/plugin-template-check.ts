import { isAllowedAttribute } from '#grammar/render';
import { refusedIn } from './template-check.ts';

/*
 * A template of a plugin is text that nobody has to trust, and it is drawn in the process of the
 * site. So only what is known to be harmless may stand in it: branches and loops without any
 * function, filters that make nothing longer, tags and attributes of a list.
 */

const LONGEST = 64 * 1024;
const TAGS = new Set(
  `a abbr article aside b bdi blockquote br cite code dd del details dfn div dl dt em figcaption
  figure footer h2 h3 h4 h5 h6 header hr i img ins kbd li mark nav ol p pre q s samp section small
  span strong sub summary sup table tbody td tfoot th thead time tr u ul var wbr`.split(/\s+/),
);
const FILTERS = new Set([
  'upper',
  'lower',
  'trim',
  'title',
  'capitalize',
  'length',
  'default',
  'first',
  'last',
  'escape',
  'e',
]);
/** Attributes that do something by themselves, or stand for something of the page. */
const NOT_THEIRS =
  /^(?:hx-|form|id$|name$|action$|method$|target$|popover|command|autofocus$|contenteditable$|for$)/;

const PART = /\{\{([^]*?)\}\}|\{%([^]*?)%\}|\{#[^]*?#\}/g;
const TAG = /<(\/?)([a-z][a-z0-9]*)((?:"[^"]*"|'[^']*'|[^>"'])*)>/gi;
const STATEMENT =
  /^[-+]?\s*(?:if\s.+|elif\s.+|else|endif|for\s+\w+\s+in\s+[\w.]+|endfor)\s*[-+]?$/s;

/** Why a template of a plugin is refused, with its line; undefined: it is fine. */
export function pluginTemplateRefusal(path: string, source: string): string | undefined {
  if (source.length > LONGEST) return `: it has more than ${LONGEST / 1024} KiB.`;
  const general = refusedIn(source);
  if (general) return `:${general.line}: ${general.why}.`;
  const at = (index: number, why: string) =>
    `:${source.slice(0, index).split('\n').length}: ${why}.`;
  let loops = 0;
  for (const { 0: whole, 1: expression, 2: statement, index } of source.matchAll(PART)) {
    const why = expressionProblem(expression ?? statement ?? '');
    if (why !== undefined) return at(index, why);
    if (statement === undefined) continue;
    if (!STATEMENT.test(statement)) {
      return at(
        index,
        `${short(whole)} is not for plugins; there are if, else and for … in a list`,
      );
    }
    if (/^[-+]?\s*for\s/.test(statement) && ++loops > 1)
      return at(index, 'a loop cannot stand in a loop');
    if (/^[-+]?\s*endfor/.test(statement)) loops -= 1;
    if (
      /for\s/.test(statement) &&
      !path.includes('/component--') &&
      !/\bin\s+(?:items|fields)\b/.test(statement)
    ) {
      return at(index, 'only “items” and “fields” can be gone through here');
    }
  }
  return markupProblem(source, at);
}

function expressionProblem(expression: string): string | undefined {
  const bare = expression.replaceAll(/"[^"]*"|'[^']*'/g, '""');
  if (/[*[\]{}]|\w\s*\((?!\s*"")/.test(bare.replaceAll(/\|\s*\w+\s*\([^()]*\)/g, '|default'))) {
    return 'functions, lists and * are not for plugins';
  }
  for (const [, filter = ''] of bare.matchAll(/\|\s*(\w+)/g)) {
    if (!FILTERS.has(filter)) {
      return `the filter “${filter}” is not for plugins; there are ${[...FILTERS].join(', ')}`;
    }
  }
  return undefined;
}

function markupProblem(
  source: string,
  at: (index: number, why: string) => string,
): string | undefined {
  // A part beside the name of a tag or of an attribute would make another one of it.
  const control = /\{[{%#][-+]|[-+][}%#]\}/.exec(source);
  if (control) return at(control.index, 'spaces cannot be taken away with - or +');
  const glued = /<\/?[a-z0-9]*\{|<(?![a-z/!])/i.exec(source);
  if (glued) return at(glued.index, '“<” begins a tag whose name is written out');
  const plain = source.replaceAll(PART, (part) =>
    part.startsWith('{{') ? 'x'.repeat(part.length) : part.replaceAll(/[^\n]/g, ' '),
  );
  if (/<!(?!--)/.test(plain)) return at(plain.indexOf('<!'), 'only comments begin with “<!”');
  for (const { 2: tag = '', 3: rest = '', index } of plain.matchAll(TAG)) {
    if (!TAGS.has(tag.toLowerCase())) return at(index, `<${tag}> is not for plugins`);
    for (const [, name = ''] of rest.matchAll(
      /([^\s=/"'>]+)(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"']+))?/g,
    )) {
      const own = name.toLowerCase();
      if (NOT_THEIRS.test(own) || !isAllowedAttribute(own)) {
        return at(index, `the attribute “${name}” is not for plugins`);
      }
    }
  }
  // The engine takes a line break after a statement away.
  if (/[%#]\}\n?[a-z0-9-]/i.test(tagsOf(source))) {
    return at(0, 'in a tag there is a space after {% %}');
  }
  return undefined;
}

/** The insides of all tags, without what is in quotes. */
function tagsOf(source: string): string {
  return [...source.matchAll(/<[a-z](?:"[^"]*"|'[^']*'|[^>"'])*>/gi)]
    .map(([tag]) => tag.replaceAll(/"[^"]*"|'[^']*'/g, '""'))
    .join('\n');
}

function short(text: string): string {
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}

import { isObject, sameJson } from '#base';
import { checkElement, mapElements } from '#grammar/render';
import { firstDifference } from '#grammar/taps';
import type { TObject } from 'typebox';
import { Errors } from 'typebox/value';
import { ACTION, ADDABLE, KNOWN } from './form-element-schemas.ts';

const NAME = /^[a-z][a-z0-9_]{0,63}$/;

/**
 * What keeps `value` from being an element of a plugin's own called `name`, of one of these kinds;
 * undefined: nothing.
 */
export function addedProblem(
  name: string,
  value: unknown,
  kinds: ReadonlyMap<string, TObject> = ADDABLE,
): string | undefined {
  if (!NAME.test(name)) return `“${name}” is no name: small letters, digits and _ make one`;
  const kind = kindOf(value);
  const schema = kinds.get(kind);
  if (!schema || !isObject(value)) {
    return `a plugin adds elements of the kinds ${[...kinds.keys()].join(', ')}`;
  }
  const wrong = shapeProblem(schema, {}, value) ?? staticProblem({}, value);
  if (wrong !== undefined || kind !== 'group' || !isObject(value['elements'])) return wrong;
  for (const [inside, child] of Object.entries(value['elements'])) {
    const problem = addedProblem(inside, child, kinds);
    if (problem !== undefined) return `/elements/${inside}: ${problem}`;
  }
  return undefined;
}

/** What keeps an element that was `was` from being `is`, apart from elements inside. */
export function changeProblem(was: unknown, is: unknown): string | undefined {
  const kind = kindOf(was);
  const schema = KNOWN.get(kind);
  if (!isObject(was) || !isObject(is) || !schema || kindOf(is) !== kind) {
    return 'an element stays of its kind; take it out and add another under a name of its own';
  }
  // What is typed into it is told to nobody.
  if ((was['input'] === 'password') !== (is['input'] === 'password')) {
    return 'a password stays one, and nothing else becomes one';
  }
  if (is['input'] === 'password' && is['default'] !== was['default']) {
    return 'nobody but who types it chooses a password';
  }
  if (was['holds_sealed'] === true && WORDS.some((key) => !sameJson(was[key], is[key]))) {
    return 'something in it is sealed, so what stands over it is the form’s own';
  }
  return shapeProblem(schema, was, is) ?? staticProblem(was, is);
}

/** What a group says of what stands in it. */
const WORDS = ['label', 'help', 'look'] as const;

/** What keeps a button that was `was` from being `is`. */
export function actionProblem(was: unknown, is: unknown): string | undefined {
  if (!isObject(was)) return 'what a button does is the form’s own; none can be added';
  if (!isObject(is)) return 'a button is an object';
  if (OF_A_BUTTON.some((key) => !sameJson(was[key], is[key]))) {
    return 'what a button says is what it does; only `access` can be taken away';
  }
  return shapeProblem(ACTION, was, is);
}

const OF_A_BUTTON = ['label', 'look', 'icon'] as const;

function kindOf(value: unknown): string {
  return isObject(value) && typeof value['kind'] === 'string' ? value['kind'] : '';
}

/** What the form itself says is its own affair: only what is new can be wrong. */
function shapeProblem(
  schema: TObject,
  was: Readonly<Record<string, unknown>>,
  is: Readonly<Record<string, unknown>>,
): string | undefined {
  for (const key of new Set([...Object.keys(was), ...Object.keys(is)])) {
    if (!Object.hasOwn(schema.properties, key) && !sameJson(was[key], is[key])) {
      return `“${key}” is not for plugins to change`;
    }
  }
  const wrong = firstDifference(schema, is, '');
  if (wrong === undefined || Object.keys(was).length === 0) return wrong;
  const known = new Set(problemsOf(schema, was));
  return problemsOf(schema, is).find((problem) => !known.has(problem));
}

function problemsOf(schema: TObject, value: unknown): readonly string[] {
  return Errors(schema, value).map(({ instancePath, message }) => `${instancePath} ${message}`);
}

const CONTROLS = new Set(['form', 'input', 'textarea', 'select', 'button']);

/** What something to look at may be is what trees of plugins may be; controls are elements. */
function staticProblem(
  was: Readonly<Record<string, unknown>>,
  is: Readonly<Record<string, unknown>>,
): string | undefined {
  if (is['kind'] !== 'static' || sameJson(was['element'], is['element'])) return undefined;
  const { element, problems } = checkElement(is['element']);
  const [first] = problems;
  if (first || !element) return `/element${first?.pointer ?? ''} ${first?.message ?? ''}`;
  let controls = 0;
  mapElements(element, (one) => {
    if (CONTROLS.has(one['#type'])) controls += 1;
    return one;
  });
  return controls > 0 ? '/element holds controls; add them as elements' : undefined;
}

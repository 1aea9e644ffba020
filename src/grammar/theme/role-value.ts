// A value goes into the style sheet: nothing that could end the declaration.
const VALUE = /^[\w\s#%.,()/+*"'-]+$/;

/** The CSS of a role in `theme.toml`: one value, or two for light and dark. */
export function roleValue(role: string, value: unknown, wrong: (what: string) => Error): string {
  if (!/^[a-z][a-z0-9-]*$/.test(role)) throw wrong(`the role "${role}" must be a plain name.`);
  const values: readonly unknown[] = Array.isArray(value) ? value : [value];
  if (values.length > 2 || !values.every((one) => typeof one === 'string' && VALUE.test(one))) {
    throw wrong(`the role "${role}" must be one CSS value, or two for light and dark.`);
  }
  return values.length === 2 ? `light-dark(${values.join(', ')})` : String(values[0]);
}

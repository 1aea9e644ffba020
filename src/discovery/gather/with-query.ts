/** `url` with these parameters of its query in place of those it had; undefined takes one away. */
export function withQuery(
  url: string,
  parameters: { readonly [name: string]: string | undefined },
): string {
  const [path = '', query = ''] = url.split('?', 2);
  const kept = new URLSearchParams(query);
  for (const [name, value] of Object.entries(parameters)) {
    if (value === undefined) kept.delete(name);
    else kept.set(name, value);
  }
  const text = kept.toString();
  return text === '' ? path : `${path}?${text}`;
}

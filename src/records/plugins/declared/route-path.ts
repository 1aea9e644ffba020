const SEGMENT = /^[a-z0-9_-][a-z0-9_.-]*$/;
const PARAMETER = /^:[a-z][a-z0-9_]*$/;
const MOST_SEGMENTS = 10;

/** What is wrong with a path such as `/notes/:id`, in a clause; undefined: nothing. */
export function pathProblem(path: string): string | undefined {
  if (path === '/') return 'the front page belongs to the site';
  if (!path.startsWith('/')) return 'it must begin with “/”';
  const segments = path.slice(1).split('/');
  const odd = segments.find((one) => !SEGMENT.test(one) && !PARAMETER.test(one));
  if (odd === '') return 'there must be something between and after its “/”';
  if (odd !== undefined) {
    return `“${odd}” must be of small letters, digits, “-”, “_” and “.”, or the name of a parameter such as “:id”`;
  }
  if (segments[0]?.startsWith(':') === true) {
    return 'it begins with a parameter, and would take every address';
  }
  if (segments.length > MOST_SEGMENTS) return `it has more than ${MOST_SEGMENTS} parts`;
  const names = segments.filter((one) => one.startsWith(':'));
  if (new Set(names).size < names.length) return 'two of its parameters have one name';
  return undefined;
}

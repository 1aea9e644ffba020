/** Whether who sent `If-None-Match` has it: a weak comparison, as RFC 9110 has it for this header. */
export function isKnownTag(given: string | undefined, etag: string): boolean {
  if (given === undefined) return false;
  const plain = withoutWeak(etag);
  return given.trim() === '*' || given.split(',').some((one) => withoutWeak(one.trim()) === plain);
}

function withoutWeak(tag: string): string {
  return tag.replace(/^W\//, '');
}

/**
 * Stands for what a component does not import, as its manifest does not ask for the capability:
 * refuses as the kernel would.
 */
export function notGranted(capability: string): object {
  const refuse = (): never => {
    throw Object.assign(new Error(), { payload: { tag: 'not-granted', val: capability } });
  };
  return new Proxy({}, { get: () => refuse });
}

/** `1.5 GB`: bytes in words. */
export function formatBytes(bytes: number): string {
  const [unit, name] = bytes < 1e9 ? ([1e6, 'MB'] as const) : ([1e9, 'GB'] as const);
  return `${(bytes / unit).toFixed(1).replace(/\.0$/, '')} ${name}`;
}

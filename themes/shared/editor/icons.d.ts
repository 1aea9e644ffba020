/** What stands inside the `<svg>` of an icon; the bundle takes the rest away. */
declare module '*.svg' {
  const inside: string;
  export default inside;
}

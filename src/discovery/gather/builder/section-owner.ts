/** Name of the switch by which a display has its own of a section. */
export function sectionOwner(section: string): string {
  return `own_${section}`;
}

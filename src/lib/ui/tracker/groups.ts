/** A long code in groups of five, as one reads it aloud. */
export function groupsOfFive(code: string): string[] {
  return code.match(/.{1,5}/gsu) ?? [];
}

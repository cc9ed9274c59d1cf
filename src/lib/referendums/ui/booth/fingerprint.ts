/** The form of φ that draw page, card, booth and result all show: its first twenty characters in groups of five. */
export function shortFingerprint(fingerprint: string): string {
  return fingerprint.slice(0, 20).replace(/(.{5})(?=.)/g, '$1 ');
}

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A requirement that a document answers: file, heading, and words that must stand below it. */
export interface Answer {
  readonly id: string;
  readonly file: string;
  readonly heading: string;
  readonly says: string;
}

const THREATS = { file: 'crypto/README.md', heading: 'Threat model' };
const LIMITS = { file: 'README.md', heading: 'Limits, said aloud' };

export const ANSWERS: readonly Answer[] = [
  { id: 'R-16', ...THREATS, says: 't of them can read everything, t − 1 nothing' },
  { id: 'R-17', ...THREATS, says: 'a voter who sells the randomness' },
  { id: 'R-21', ...THREATS, says: 'ElGamal is not post-quantum' },
  { id: 'R-22', ...LIMITS, says: "Ed25519 is not on the BSI's curve lists" },
  {
    id: 'R-33',
    file: 'crypto/README.md',
    heading: 'The voting protocol of Stimmhaus, and its verifier',
    says: 'crypto version 1',
  },
  { id: 'R-54', file: 'src/lib/referendums/README.md', heading: 'Words', says: 'aborted, too few ballots' },
  { id: 'R-61', ...LIMITS, says: 'certified by nobody' },
];

/** "file # heading" of every answer that is really there. */
export function evidenceIn(root: string, answers: readonly Answer[] = ANSWERS): Map<string, string> {
  const found = answers.filter(({ file, heading, says }) => {
    const path = join(root, file);
    return existsSync(path) && sectionOf(readFileSync(path, 'utf8'), heading)?.includes(says);
  });
  return new Map(found.map(({ id, file, heading }) => [id, `${file} # ${heading}`]));
}

/** What stands between a heading and the next one, on one line. */
export function sectionOf(markdown: string, heading: string): string | undefined {
  const [, ...sections] = `\n${markdown}`.split(/\n#+ /);
  const section = sections.find((text) => text.split('\n', 1)[0]?.trim() === heading);
  return section?.slice(heading.length).replaceAll(/\s+/g, ' ').trim();
}

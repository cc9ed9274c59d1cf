import { describe, expect, it } from 'vitest';
import { root } from '../running/root.ts';
import { ANSWERS, evidenceIn, sectionOf } from './documents.ts';
import { IDS } from './ids.ts';
import { REASONS } from './reasons.ts';

describe('the documents named as evidence', () => {
  it('are there, with the heading, and say below it what they are named for', () => {
    expect([...evidenceIn(root).keys()]).toEqual(ANSWERS.map(({ id }) => id));
  });

  it('are no evidence when file, heading or words are missing', () => {
    const [good] = ANSWERS;
    const wrong = [{ file: 'absent.md' }, { heading: 'Absent' }, { says: 'words that nobody wrote' }];
    for (const change of wrong) expect(evidenceIn(root, [{ ...good!, ...change }]).size).toBe(0);
  });

  it('are read section by section', () => {
    const text = '# One\n\na\nb\n\n## Two\n\nc\n';
    expect(sectionOf(text, 'One')).toBe('a b');
    expect(sectionOf(text, 'Two')).toBe('c');
    expect(sectionOf(text, 'Three')).toBeUndefined();
  });
});

describe('reasons and documents', () => {
  it('belong to IDs that exist', () => {
    const ids = new Set(IDS.map(({ id }) => id));
    for (const id of [...REASONS.keys(), ...ANSWERS.map((answer) => answer.id)]) expect(ids).toContain(id);
  });
});

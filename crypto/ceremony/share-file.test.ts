import { describe, expect, it } from 'vitest';
import { refusalIn } from '../testing/refusal.ts';
import { createShareFile, openShareFile } from './share-file.ts';

const KEPT = { uuid: 'StimmhausTest22', index: 2, seed: '1FhKGrJHBt4AKySMAurxNE' };
const PASSPHRASE = 'Größe zählt, nicht Länge';

describe('the file with a key', () => {
  it('opens with its passphrase, however the device composes its letters', async () => {
    const file = await createShareFile(KEPT, PASSPHRASE);
    expect(await openShareFile(file, PASSPHRASE)).toEqual(KEPT);
    expect(await openShareFile(file, PASSPHRASE.normalize('NFD'))).toEqual(KEPT);
    expect(file).not.toContain(KEPT.seed);
  });

  it('does not open with another passphrase', async () => {
    const file = await createShareFile(KEPT, PASSPHRASE);
    expect(await refusalIn(openShareFile(file, `${PASSPHRASE}!`))).toBe('passphrase-wrong');
  });

  it('does not open when another name was put on it', async () => {
    const file = await createShareFile(KEPT, PASSPHRASE);
    expect(await refusalIn(openShareFile(file.replace('"index":2', '"index":3'), PASSPHRASE))).toBe(
      'passphrase-wrong',
    );
  });

  it.each([
    ['json-out-of-range', /"iterations":600000/, '"iterations":1000'],
    ['json-out-of-range', /"iterations":600000/, '"iterations":99999999'],
    ['json-unexpected-value', 'share-1', 'share-2'],
    ['share-file-not-canonical', /^\{/, '{ '],
    ['length-wrong', /"iv":"[^"]+"/, '"iv":"AAAA"'],
    ['json-malformed', /^/, 'x'],
  ])('is refused with %s', async (code, part, other) => {
    const file = await createShareFile(KEPT, PASSPHRASE);
    expect(await refusalIn(openShareFile(file.replace(part, other), PASSPHRASE))).toBe(code);
  });

  it('is not made with a passphrase that is soon guessed', async () => {
    await expect(createShareFile(KEPT, 'kurz')).rejects.toThrow(RangeError);
  });
});

import { describe, expect, it } from 'vitest';
import { composeElection, parseElection } from './election.ts';
import { belenios2048 } from './group/belenios-2048.ts';
import { ed25519 } from './group/ed25519.ts';
import { ANY_OF_TWO, CHOOSE_ONE, electionOf, refusalOf, UUID } from './testing/election.ts';
import { SMALL_ORDER } from './testing/torsion.ts';
import { itWithVectors, vectorText } from './testing/vectors.ts';

const election = electionOf(ed25519, [CHOOSE_ONE, ANY_OF_TWO]);
const { text } = election;
const key = ed25519.format(election.publicKey);
const refusal = (raw: string, groups = [ed25519, belenios2048]) =>
  refusalOf(() => parseElection(raw, groups));

describe('an election', () => {
  it('is composed and read back, its bytes kept as they are', () => {
    expect(election.questions).toEqual([CHOOSE_ONE, ANY_OF_TWO]);
    expect([election.uuid, election.name, election.description]).toEqual([UUID, 'Probe', '']);
    expect([election.administrator, election.credentialAuthority]).toEqual([undefined, undefined]);
    const loose = text.replace('"version":1,', '"version": 1 , ').replace('Probe', '\\u0050robe');
    const other = parseElection(loose, [ed25519]);
    expect([other.text, other.name]).toEqual([loose, 'Probe']);
    expect(other.fingerprint).not.toBe(election.fingerprint);
  });

  it('has keys in the order of the stock tools, optional ones at the end', () => {
    const plan = { name: 'N', description: 'D', questions: [ANY_OF_TWO], uuid: UUID };
    const composed = composeElection(ed25519, election.publicKey, {
      ...plan,
      administrator: 'A',
      credentialAuthority: 'C',
    });
    expect(Object.keys(JSON.parse(composed) as object).join()).toBe(
      'version,description,name,group,public_key,questions,uuid,administrator,credential_authority',
    );
    const read = parseElection(composed, [ed25519]);
    expect([read.administrator, read.credentialAuthority]).toEqual(['A', 'C']);
    expect(composed).toContain('{"answers":["A","B"],"min":0,"max":2,"question":"Was davon?"}');
  });

  itWithVectors('has the fingerprint that the stock tools give it', () => {
    const read = parseElection(vectorText('elections/21-negative-base-ed25519/election.json'), [ed25519]);
    expect(read.fingerprint).toBe('6cHWP/Ewb+roPOOyFeEtVIDRMkClEHBXPNencyFjJQo');
  });

  itWithVectors('is composed byte for byte as the stock tools compose it', () => {
    const raw = vectorText('elections/12-ed25519-weights/election.json');
    const read = parseElection(raw, [ed25519]);
    const { name, description, questions, uuid, administrator, credentialAuthority } = read;
    const plan = {
      name,
      description,
      questions,
      uuid,
      administrator: administrator!,
      credentialAuthority: credentialAuthority!,
    };
    expect(composeElection(ed25519, read.publicKey, plan)).toBe(raw);
  });

  itWithVectors('is unsupported where votes must be shuffled', () => {
    expect(refusal(vectorText('elections/08-rfc3526-nonhomomorphic/election.json'))).toBe(
      'unsupported-group',
    );
    expect(refusal(vectorText('elections/14-ed25519-nonhomomorphic/election.json'))).toBe(
      'unsupported-question',
    );
    expect(refusal(vectorText('elections/15-ed25519-lists/election.json'))).toBe('unsupported-question');
  });

  it('[C-30] is unsupported in any other version of the protocol', () => {
    expect(parseElection(text, [ed25519]).fingerprint).toBe(election.fingerprint);
    expect(refusal(text.replace('"version":1', '"version":2'))).toBe('unsupported-version');
    expect(refusal(text.replace('"version":1', '"version":0'))).toBe('unsupported-version');
    expect(refusal(text.replace('"version":1,', ''))).toBe('json-missing-key');
    expect(refusal(text.replace('"version":1', '"version":"1"'))).toBe('json-unexpected-type');
  });

  it.each([
    ['unsupported-group', text.replace('"Ed25519"', '"RFC-3526-2048"')],
    ['unsupported-group', text.replace('"Ed25519"', '"ed25519"')],
    ['element-not-canonical', text.replace('"Ed25519"', '"BELENIOS-2048"')],
    ['element-not-canonical', text.replace(key, key.toUpperCase())],
    ['public-key-neutral', text.replace(key, SMALL_ORDER[0]!)],
    ['uuid-malformed', text.replace(UUID, 'short')],
    ['uuid-malformed', text.replace(UUID, `${UUID}0`)],
    ['json-out-of-range', text.replace(/"questions":\[.*\],"uuid"/, '"questions":[],"uuid"')],
    ['json-unknown-key', text.replace('"uuid"', '"extra":1,"uuid"')],
    ['json-duplicate-key', text.replace('"uuid"', '"name":"Probe","uuid"')],
    ['json-malformed', text.slice(1)],
    ['json-unexpected-type', 'null'],
    ['json-unexpected-type', '[]'],
    ['json-unexpected-type', '"x"'],
    ['json-missing-key', '{}'],
  ])('is refused with %s: %s', (code, raw) => expect(refusal(raw)).toBe(code));

  it.each(SMALL_ORDER.slice(1))('[C-07] is refused with the small-order point %s as public key', (point) => {
    expect(parseElection(text, [ed25519]).uuid).toBe(UUID);
    expect(refusal(text.replace(key, point))).toBe('element-outside-subgroup');
  });
});

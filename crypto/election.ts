import { exactly, integer, type Json, list, object, optional, parseJson, text } from './canonical.ts';
import type { Element, Group } from './group/group.ts';
import { sha256Base64 } from './hash.ts';
import { type Question, readQuestion } from './question.ts';
import { Refused } from './refusal.ts';

/** An election as its frozen bytes say, with everything that is derived from them. */
export interface Election {
  /** The exact text; φ and everything else hang on it, so it is never written anew. */
  readonly text: string;
  /** φ = base64(SHA-256(text)), 43 characters. Every proof of every ballot is bound to it. */
  readonly fingerprint: string;
  readonly group: Group;
  /** The group's name among the group's own engines; y, prepared. */
  readonly publicKey: Element;
  readonly uuid: string;
  readonly name: string;
  readonly description: string;
  readonly questions: readonly Question[];
  readonly administrator: string | undefined;
  readonly credentialAuthority: string | undefined;
}

/** What an organiser decides about an election; everything else follows. */
export interface ElectionPlan {
  readonly description: string;
  readonly name: string;
  readonly questions: readonly Question[];
  readonly uuid: string;
  readonly administrator?: string;
  readonly credentialAuthority?: string;
}

const LIMITS = { size: 10_000_000, depth: 12 };
const MOST_QUESTIONS = 1_000;
const UUID = /^[1-9A-HJ-NP-Za-km-z]{14,60}$/;

const readHead = object({ version: integer(), group: text(100) });

const readBody = object({
  version: exactly(1),
  description: text(),
  name: text(),
  group: text(),
  public_key: text(1_000),
  questions: list(readQuestion, MOST_QUESTIONS, 1),
  uuid: text(100),
  administrator: optional(text()),
  credential_authority: optional(text()),
  language: optional(text()),
});

/**
 * The frozen bytes of an election, keys in the order of the stock tools.
 *
 * @param key the public key y in canonical form
 */
export function composeElection(group: Group, key: Element, plan: ElectionPlan): string {
  const { description, name, questions, uuid, administrator, credentialAuthority } = plan;
  const composed = JSON.stringify({
    version: 1,
    description,
    name,
    group: group.name,
    public_key: group.format(key),
    questions: questions.map(({ answers, blank, min, max, question }) => ({
      answers,
      blank,
      min,
      max,
      question,
    })),
    uuid,
    administrator,
    credential_authority: credentialAuthority,
  });
  return parseElection(composed, [group]).text;
}

/**
 * Reads an election and computes its fingerprint. The order of keys is free, since the bytes are kept as they are.
 *
 * @param groups the engines to compute in; one of them must bear the election's group name
 * Refused: unsupported-version, unsupported-group, unsupported-question, uuid-malformed, public-key-neutral,
 * question-bounds, json-…, element-….
 * Not checked: that the public key is what the trustees made.
 */
export function parseElection(raw: string, groups: readonly Group[]): Election {
  const json = parseJson(raw, LIMITS);
  const group = groupFor(json, groups);
  const body = readBody(json);
  if (!UUID.test(body.uuid)) throw new Refused('uuid-malformed', body.uuid.slice(0, 60));
  const publicKey = group.prepare(group.parse(body.public_key));
  if (group.isNeutral(publicKey)) throw new Refused('public-key-neutral');
  return {
    text: raw,
    fingerprint: sha256Base64(raw),
    group,
    publicKey,
    uuid: body.uuid,
    name: body.name,
    description: body.description,
    questions: body.questions,
    administrator: body.administrator,
    credentialAuthority: body.credential_authority,
  };
}

/** Version and group are asked first, so that what we cannot judge is called unsupported and not wrong. */
function groupFor(json: Json, groups: readonly Group[]): Group {
  const { version, group: name } = readHead(pick(json, ['version', 'group']));
  if (version !== 1) throw new Refused('unsupported-version', `${version}`);
  const group = groups.find((one) => one.name === name);
  if (group === undefined) throw new Refused('unsupported-group', name);
  return group;
}

function pick(json: Json, keys: readonly string[]): Json {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) return json;
  return Object.fromEntries(Object.entries(json).filter(([key]) => keys.includes(key)));
}

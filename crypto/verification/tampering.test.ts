import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { EventContent } from '../archive/event.ts';
import { ANY_OF_TWO, CHOOSE_ONE, sodiumEd25519 as group } from '../testing/election.ts';
import { archiveOf, eventsOf, heldElection } from '../testing/held-election.ts';
import { verifyArchive } from './verify-archive.ts';

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
type Path = readonly (string | number)[];

/** A ballot that a later one replaces: that it is missing shows on the record, not in the archive. */
const REPLACED = 1;

let events: EventContent[];
beforeAll(async () => {
  const A = [
    [0, 1, 0, 0],
    [1, 1],
  ];
  const B = [
    [1, 0, 0, 0],
    [0, 1],
  ];
  const votes = [
    { voter: 0, vote: A },
    { voter: 1, vote: B, weight: 2n },
    { voter: 0, vote: B },
  ];
  const keepers = { singles: 1, pedersen: { size: 3, threshold: 2 } };
  events = eventsOf(
    await heldElection({ group, questions: [CHOOSE_ONE, ANY_OF_TWO], votes, keepers }),
    [1, 2, 4],
  );
});

/** The verdict on an archive whose records, hashes and chain are all right. */
async function verdictOn(changed: readonly EventContent[]) {
  const bytes = await archiveOf(changed);
  return verifyArchive(() => [bytes], { groups: [group] });
}

/** The fields of an event that hold JSON, and those that hold one value. */
function fieldsOf(content: EventContent): string[] {
  return Object.keys(content).filter((key) => key !== 'type');
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && /^[[{]/.test(value);
}

/** Every place in a JSON value: values, and what holds them. Signed messages are opened too. */
function placesIn(value: Json, at: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [at];
  const inside = Object.entries(value).flatMap(([key, part]) =>
    placesIn(part, [...at, Array.isArray(value) ? Number(key) : key]),
  );
  return [at, ...inside];
}

/** All places that look alike count as one: a choice is like the next choice. */
function shapeOf(path: Path): string {
  return path.map((step) => (typeof step === 'number' ? '*' : step)).join('.');
}

/** Another value of the same form, so that nothing but the value is wrong. */
function otherValue(value: Json): Json {
  if (typeof value === 'number') return value + 1;
  if (typeof value === 'boolean') return !value;
  if (Array.isArray(value)) return value.slice(1);
  if (typeof value === 'object') return { ...value, surplus: 1 };
  if (/^[0-9a-f]{64}$/.test(value)) return group.format(group.product(group.parse(value), group.generator));
  if (/^[0-9]+$/.test(value)) return group.scalar(BigInt(value) + 1n).toString();
  return value.replace(/[0-9a-zA-Z](?=[^0-9a-zA-Z]*$)/, (last) => (last === '7' ? '8' : '7'));
}

/** The text with one place changed. */
function changedAt(text: string, path: Path): string {
  const json = JSON.parse(text) as Json;
  if (path.length === 0) return JSON.stringify(otherValue(json));
  const holder = path
    .slice(0, -1)
    .reduce<Json>((value, step) => (value as Json[])[step as number]!, json) as Json[];
  const last = path.at(-1) as number;
  holder[last] = otherValue(holder[last]!);
  return JSON.stringify(json);
}

interface Spot {
  readonly event: number;
  readonly field: string;
  readonly path: Path | undefined;
}

/** Every place of the archive that says something. */
function spots(): Spot[] {
  return events.flatMap((content, event) =>
    fieldsOf(content).flatMap((field): Spot[] => {
      const value = (content as unknown as Record<string, unknown>)[field];
      if (!isText(value)) return [{ event, field, path: undefined }];
      return placesIn(JSON.parse(value) as Json).map((path) => ({ event, field, path }));
    }),
  );
}

function tampered({ event, field, path }: Spot): EventContent[] {
  return events.map((content, i) => {
    if (i !== event) return content;
    const value = (content as unknown as Record<string, Json>)[field]!;
    return { ...content, [field]: path ? changedAt(value as string, path) : otherValue(value) };
  });
}

const nameOf = ({ event, field, path }: Spot) => `${events[event]!.type} ${field} ${shapeOf(path ?? [])}`;

describe('an archive in which one field was changed and everything hashed anew', () => {
  it('was accepted before', async () => {
    const { verdict, result } = await verdictOn(events);
    expect([verdict, result]).toEqual([
      'accept',
      [
        [3, 0, 0, 0],
        [0, 3],
      ],
    ]);
  });

  it('[R-36] is refused, whichever kind of field it is', async () => {
    const kinds = new Map(spots().map((spot) => [nameOf(spot), spot]));
    expect(kinds.size).toBeGreaterThan(80);
    for (const [name, spot] of kinds)
      expect([name, (await verdictOn(tampered(spot))).verdict]).toEqual([name, 'reject']);
  }, 120_000);

  it('[R-36] is refused, wherever the field stands', async () => {
    const all = spots();
    await fc.assert(
      fc.asyncProperty(fc.nat(all.length - 1), async (at) => {
        const { verdict } = await verdictOn(tampered(all[at]!));
        expect([nameOf(all[at]!), verdict]).toEqual([nameOf(all[at]!), 'reject']);
      }),
      { numRuns: 60 },
    );
  }, 120_000);

  it('[R-36] is refused when any event that matters was taken out, doubled or moved', async () => {
    for (let i = 0; i < events.length; i++) {
      if (i === REPLACED) continue;
      const without = events.filter((_, at) => at !== i);
      const doubled = [...events.slice(0, i + 1), ...events.slice(i)];
      for (const changed of [without, doubled]) {
        const outcome = await archiveOf(changed).then(
          () => verdictOn(changed),
          (error: unknown) => error as { code: string },
        );
        const code = 'verdict' in outcome ? outcome.verdict : outcome.code;
        expect([i, code]).toEqual([i, expect.stringMatching(/^reject$|^event-out-of-order$/)]);
      }
    }
    const [setup, first, second, third, ...rest] = events as [
      EventContent,
      EventContent,
      EventContent,
      EventContent,
    ];
    expect((await verdictOn([setup, third, second, first, ...rest])).verdict).toBe('reject');
  });
});

import type { Id } from './ids.ts';
import type { EndedTest } from './reports.ts';
import { idsIn } from './titles.ts';

/** What is printed for one ID. */
export interface Line {
  readonly id: string;
  /** "file: title" of a test that ran and passed. */
  readonly test: string | null;
  /** A test of this ID that failed: then no other one counts. */
  readonly failed?: string;
  /** Why there is no test. */
  readonly why?: string;
  /** Where the document stands that answers a requirement: "file # heading". */
  readonly evidence?: string;
}

export interface Notes {
  readonly reasons: ReadonlyMap<string, string>;
  readonly evidence: ReadonlyMap<string, string>;
}

export function linesOf(ids: readonly Id[], tests: readonly EndedTest[], notes: Notes): Line[] {
  const named = byId(tests);
  return ids.map(({ id }) => {
    const mine = named.get(id) ?? [];
    const failed = mine.find((test) => !test.hasPassed);
    const test = failed ? null : (bestOf(id, mine) ?? null);
    const why = test === null ? notes.reasons.get(id) : undefined;
    const evidence = notes.evidence.get(id);
    return {
      id,
      test: test && nameOf(test),
      ...(failed && { failed: nameOf(failed) }),
      ...(why !== undefined && !failed && { why }),
      ...(evidence !== undefined && { evidence }),
    };
  });
}

function byId(tests: readonly EndedTest[]): Map<string, EndedTest[]> {
  const named = new Map<string, EndedTest[]>();
  for (const test of tests)
    for (const id of idsIn(test.title)) named.set(id, [...(named.get(id) ?? []), test]);
  return named;
}

/** The one that names fewest others: it is most about this. */
function bestOf(id: string, tests: readonly EndedTest[]): EndedTest | undefined {
  const weight = ({ title }: EndedTest): number => idsIn(title).length * 1_000 + title.indexOf(id);
  return tests.toSorted((a, b) => weight(a) - weight(b))[0];
}

function nameOf({ file, title }: EndedTest): string {
  return `${file}: ${title}`;
}

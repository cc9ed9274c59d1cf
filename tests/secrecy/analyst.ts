import type { SeenRow } from './dump.ts';
import { mentionsOf, ordersIn, spreadNames, withHashes, type Named, type Order } from './traces.ts';

/** What the analyst may look at: the public files, and what somebody stole. */
export interface Evidence {
  readonly uuid: string;
  readonly record: readonly SeenRow[];
  readonly middle: readonly SeenRow[];
  readonly end: readonly SeenRow[];
}

/** One way to link lines of the roll to trackers, and what it links. */
export interface Hypothesis {
  readonly name: string;
  readonly links: ReadonlyMap<string, string>;
}

/** From the public record alone: every order of its lines against every order of its trackers. */
export function* linksFromRecord(evidence: Evidence): Generator<Hypothesis> {
  const { lines, trackers } = publicNames(evidence);
  const ofLines = ordersIn(evidence.record, lines, 'record');
  const ofTrackers = ordersIn(evidence.record, trackers, 'record');
  yield* everyPair([...ofLines, byNumber(lines)], [...ofTrackers, byText(trackers)], [EVERYONE]);
}

/** From both dumps with everything else: joins first, then every pair of orders, on three populations. */
export function* linksFromDumps(evidence: Evidence): Generator<Hypothesis> {
  const seen = [...evidence.record, ...evidence.middle, ...evidence.end];
  const lines = spreadNames(seen, stolenLines(evidence));
  const trackers = spreadNames(seen, trackersIn(evidence));
  yield { name: 'join', links: joined(seen, lines, trackers) };
  const ofLines = [...dumpOrders(evidence, lines), byNumber(lines)];
  const ofTrackers = [...dumpOrders(evidence, trackers), byText(trackers)];
  yield* everyPair(ofLines, ofTrackers, populationsOf(evidence, trackers));
  yield* waitingFirst(ofLines, ofTrackers);
}

function dumpOrders({ record, middle, end }: Evidence, names: Named): Order[] {
  return [
    ...ordersIn(middle, names, 'middle'),
    ...ordersIn(end, names, 'end'),
    ...ordersIn(record, names, 'record'),
  ];
}

/** Whom the record names: the lines in the close entry, the trackers and credentials of the ballots. */
function publicNames(evidence: Evidence): { lines: Named; trackers: Named } {
  const lines = new Map<string, string>();
  for (const { values } of evidence.record) {
    for (const line of closingDraws(String(values.line))) lines.set(`line ${line}`, `line ${line}`);
  }
  return { lines, trackers: trackersIn(evidence) };
}

function closingDraws(text: string): number[] {
  if (!text.startsWith('{') || !text.includes('"draws"')) return [];
  const { draws } = JSON.parse(text) as { draws?: number[] };
  return draws ?? [];
}

function trackersIn({ record, middle, end }: Evidence): Named {
  const trackers = new Map<string, string>();
  for (const { values } of [...middle, ...end, ...record]) {
    for (const { tracker, credential } of ballotsIn(values)) {
      trackers.set(tracker, tracker);
      if (credential) trackers.set(credential, tracker);
    }
  }
  return trackers;
}

interface NamedBallot {
  readonly tracker: string;
  readonly credential?: string | undefined;
}

function ballotsIn(values: SeenRow['values']): NamedBallot[] {
  if (typeof values.tracker === 'string') {
    return [{ tracker: values.tracker, credential: values.credential as string | undefined }];
  }
  const line = String(values.line ?? '');
  if (!line.startsWith('{') || !line.includes('"ballots":[')) return [];
  return (JSON.parse(line) as { ballots: NamedBallot[] }).ballots;
}

/** The roll in the dump says whose line it is. */
function stolenLines({ uuid, end }: Evidence): Named {
  const roll = end.find(({ table, values }) => table === 'roll' && values.act_id === uuid)?.values.id;
  const lines = new Map<string, string>();
  for (const { table, values } of end) {
    if (table === 'roll_line' && values.roll_id === roll && values.number !== null) {
      lines.set(String(values.person_id), `line ${String(values.number)}`);
    }
    if (table === 'draw_mark') lines.set(String(values.blinded_hash), `line ${String(values.line_number)}`);
  }
  return lines;
}

/** Whatever stands for a line in one place and for a ballot in another, as it is or hashed; or in one row for both. */
function joined(seen: readonly SeenRow[], lines: Named, trackers: Named): Map<string, string> {
  const links = new Map<string, string>();
  const ofTrackers = withHashes(trackers);
  for (const [text, line] of withHashes(lines)) {
    const tracker = ofTrackers.get(text);
    if (tracker !== undefined) links.set(line, tracker);
  }
  for (const row of seen) {
    const line = mentionsOf(row, lines);
    const tracker = line.size === 1 ? mentionsOf(row, trackers) : new Set<string>();
    if (tracker.size === 1) links.set([...line][0]!, [...tracker][0]!);
  }
  return links;
}

function byNumber(lines: Named): Order {
  const things = [...new Set(lines.values())];
  return {
    name: 'roll number',
    kind: 'place',
    keys: new Map(things.map((one) => [one, Number(one.slice(5))])),
  };
}

function byText(trackers: Named): Order {
  const things = [...new Set(trackers.values())].sort();
  return { name: 'tracker', kind: 'place', keys: new Map(things.map((one, i) => [one, i])) };
}

interface Population {
  readonly name: string;
  readonly holds: (thing: string) => boolean;
}

const EVERYONE: Population = { name: 'all', holds: () => true };

/** Everyone; those who appeared only after the middle; those who were there in the middle. */
function populationsOf({ middle }: Evidence, trackers: Named): Population[] {
  const there = new Set<string>();
  for (const row of middle) {
    if (row.table === 'draw_mark') there.add(`line ${String(row.values.line_number)}`);
    if (typeof row.values.tracker === 'string') there.add(trackers.get(row.values.tracker) ?? '');
  }
  return [
    EVERYONE,
    { name: 'new', holds: (thing) => !there.has(thing) },
    { name: 'old', holds: (thing) => there.has(thing) },
  ];
}

function* everyPair(
  ofLines: readonly Order[],
  ofTrackers: readonly Order[],
  populations: readonly Population[],
): Generator<Hypothesis> {
  for (const population of populations) {
    const lines = ofLines.map((order) => ranked(order, population));
    const trackers = ofTrackers.map((order) => ranked(order, population));
    for (const [one, other] of lines.flatMap((line) => trackers.map((tracker) => [line, tracker] as const))) {
      const name = `${population.name}: ${one.order.name} ~ ${other.order.name}`;
      yield* byRank(name, one, other);
      if (one.order.kind === other.order.kind && one.order.kind !== 'place') yield* next(name, one, other);
    }
  }
}

interface Ranked {
  readonly order: Order;
  readonly things: readonly string[];
}

function ranked(order: Order, population: Population): Ranked {
  const things = [...order.keys.keys()].filter(population.holds);
  things.sort((one, other) => order.keys.get(one)! - order.keys.get(other)!);
  return { order, things };
}

/** The first with the first, the last with the last, the first with the last. */
function* byRank(name: string, lines: Ranked, trackers: Ranked): Generator<Hypothesis> {
  const [from, to] = [lines.things, trackers.things];
  const pairs = (at: (i: number) => string | undefined) =>
    new Map(from.flatMap((line, i) => (at(i) === undefined ? [] : [[line, at(i)!] as const])));
  yield { name: `${name}, in step`, links: pairs((i) => to[i]) };
  yield { name: `${name}, in step from the end`, links: pairs((i) => to[i + to.length - from.length]) };
  yield { name: `${name}, reversed`, links: pairs((i) => to[to.length - 1 - i]) };
}

const SHIFTS = [-1, 0, 1, 2];

/** Who draws, votes next: the ballot written after the mark, or one or two later, in whatever batch that is. */
function* next(name: string, lines: Ranked, trackers: Ranked): Generator<Hypothesis> {
  const groups = groupsOf(trackers);
  for (const shift of SHIFTS) {
    yield { name: `${name}, next ${shift}`, links: nextLinks(lines, groups, shift) };
  }
}

interface Group {
  readonly key: number;
  readonly things: readonly string[];
}

function groupsOf({ order, things }: Ranked): Group[] {
  const groups: { key: number; things: string[] }[] = [];
  for (const thing of things) {
    const key = order.keys.get(thing)!;
    if (groups.at(-1)?.key === key) groups.at(-1)!.things.push(thing);
    else groups.push({ key, things: [thing] });
  }
  return groups;
}

function nextLinks(lines: Ranked, groups: readonly Group[], shift: number): Map<string, string> {
  const links = new Map<string, string>();
  const used = new Map<Group, number>();
  let at = 0;
  for (const line of lines.things) {
    const key = lines.order.keys.get(line)!;
    while (at < groups.length && groups[at]!.key <= key) at += 1;
    const group = groups[at + shift];
    if (!group) continue;
    const turn = used.get(group) ?? 0;
    used.set(group, turn + 1);
    links.set(line, group.things[turn % group.things.length]!);
  }
  return links;
}

/** The ballots that wait in the middle show their order: whom they explain is left out for the batches. */
function* waitingFirst(ofLines: readonly Order[], ofTrackers: readonly Order[]): Generator<Hypothesis> {
  const waiting = ofTrackers.find(({ name }) => name === 'middle:waiting_ballot.xmin');
  if (!waiting) return;
  const waits = ranked(waiting, EVERYONE);
  for (const line of ofLines.filter(({ kind }) => kind === 'transaction')) {
    const explained = nextLinks(ranked(line, EVERYONE), groupsOf(waits), 0);
    const first = waiting.keys.get(waits.things[0] ?? '') ?? Infinity;
    const known = new Map([...explained].filter(([thing]) => line.keys.get(thing)! >= first));
    const others: Population = {
      name: 'others',
      holds: (thing) => !known.has(thing) && !waiting.keys.has(thing),
    };
    for (const tracker of ofTrackers.filter(({ kind }) => kind === 'transaction')) {
      const groups = groupsOf(ranked(tracker, others));
      for (const shift of SHIFTS) {
        const links = new Map([...nextLinks(ranked(line, others), groups, shift), ...known]);
        yield { name: `waiting first: ${line.name} ~ ${tracker.name}, next ${shift}`, links };
      }
    }
  }
}

import { randomBytes } from 'node:crypto';
import { createBallot, ed25519, parseCardKey, parseElection, type Vote } from '../../crypto/index.ts';
import { Trouble } from '../running/trouble.ts';
import { blindCard } from './blind-card.ts';
import { openPrivateHouse, type PrivateHouse } from './private-house.ts';
import { decrypt, holdCeremony, trusteeAt, type Trustee } from './trustees.ts';
import { Visitor } from './visitor.ts';

export interface ElectionWish {
  readonly voters: number;
  readonly trustees: number;
  readonly threshold: number;
}

/** A referendum that has just opened, with those who have more to do. */
export interface OpenVote {
  readonly uuid: string;
  readonly committee: readonly Visitor[];
  readonly trustees: readonly Trustee[];
}

const FILES = ['election.bel', 'cards.json', 'record.jsonl', 'checkpoint', 'card-key.pem'] as const;
const LEAST_BALLOTS = '3';

/** A whole referendum over HTTP against a house of its own; resolves to its public files. */
export async function runElection(wish: ElectionWish): Promise<Map<string, Uint8Array>> {
  const password = randomBytes(12).toString('hex');
  const house = await openPrivateHouse({ ...wish, password });
  try {
    const { uuid, committee, trustees } = await openVote(house, wish, password);
    await vote(house, uuid, { voters: wish.voters, password });
    for (let step = 0; step < 2; step++) await advanceUnlessCounting(house, committee[0]!, uuid);
    say('counting');
    for (const trustee of trustees.slice(0, wish.threshold)) await decrypt(uuid, trustee);
    await confirm(house, uuid);
    const files = new Map<string, Uint8Array>();
    for (const name of FILES) files.set(name, await committee[0]!.bytes(`/record/${uuid}/files/${name}`));
    return files;
  } finally {
    await house.close();
  }
}

/** From the draft to the opening: everybody signs in and does their part. */
export async function openVote(
  house: PrivateHouse,
  wish: Omit<ElectionWish, 'voters'>,
  password: string,
): Promise<OpenVote> {
  const secretary = await officer(house, 'board-secretary');
  const committee = [await officer(house, 'committee-1'), await officer(house, 'committee-2')];
  const uuid = await draft(house, secretary, wish);
  say('draft, roll and keys');
  await sealRoll(uuid, committee);
  const trustees: Trustee[] = [];
  for (let i = 1; i <= wish.trustees; i++)
    trustees.push(trusteeAt(await member(house, `trustee-${i}`, password)));
  await holdCeremony(uuid, trustees);
  for (const one of committee) await one.submit(`/office/referendums/${uuid}?/open`, {});
  await committee[0]!.submit(`/office/referendums/${uuid}?/advance`, {});
  return { uuid, committee, trustees };
}

function say(what: string): void {
  console.error(`election: ${what}`);
}

async function officer(house: PrivateHouse, persona: string): Promise<Visitor> {
  const visitor = new Visitor(house.url, house.nextAddress());
  await visitor.submit('/personas', { persona });
  return visitor;
}

async function member(house: PrivateHouse, name: string, password: string): Promise<Visitor> {
  const visitor = new Visitor(house.url, house.nextAddress());
  await visitor.submit('/sign-in?/password', { email: `${name}@example.org`, password });
  return visitor;
}

async function draft(
  house: PrivateHouse,
  secretary: Visitor,
  wish: Pick<ElectionWish, 'threshold'>,
): Promise<string> {
  const title = 'Eine Probe des ganzen Weges';
  const begun = await secretary.submit('/office/referendums/new', {
    unitId: house.unitId,
    title,
    preset: 'members',
  });
  const uuid = /\/office\/referendums\/([^/]+)\//.exec(begun.location ?? '')?.[1];
  if (!uuid) throw new Trouble('The draft did not begin.');
  const step = (name: string) => `/office/referendums/${uuid}/draft/${name}`;
  const today = new Date().toISOString().slice(0, 10);
  const electorate = { preset: 'members', cutOff: today, minimumBallots: LEAST_BALLOTS };
  await secretary.submit(`${step('electorate')}?/electorate`, electorate);
  const times = {
    rollObjectionUntil: local(-1),
    opensAt: local(60),
    closesAt: local(60 * 24),
    objectionHours: '0',
  };
  await secretary.submit(`${step('times')}?/times`, times);
  for (const [i, personId] of house.trusteeIds.entries()) {
    await secretary.submit(`${step('trustees')}?/addTrustee`, { personId, body: `Gremium ${i + 1}` });
  }
  await secretary.submit(`${step('trustees')}?/threshold`, { threshold: String(wish.threshold) });
  return uuid;
}

/** Wall clock time in Germany, `minutes` from now, as the browser's field gives it. */
function local(minutes: number): string {
  const format = new Intl.DateTimeFormat('sv-SE', {
    timeZone: 'Europe/Berlin',
    dateStyle: 'short',
    timeStyle: 'short',
  });
  return format.format(new Date(Date.now() + minutes * 60_000)).replace(' ', 'T');
}

async function sealRoll(uuid: string, committee: readonly Visitor[]): Promise<void> {
  await committee[0]!.submit(`/office/referendums/${uuid}?/inspect`, {});
  const page = await committee[0]!.text(`/office/referendums/${uuid}`);
  const roll = /\/rolls\/([0-9a-f-]{36})/.exec(page)?.[1];
  if (!roll) throw new Trouble('The page of the referendum names no roll.');
  for (const one of committee) {
    const preview = await one.text(`/rolls/${roll}/seal`);
    const hash = /name="hash" value="([0-9a-f]{64})"/.exec(preview)?.[1];
    if (!hash) throw new Trouble('The seal page shows no hash.');
    await one.submit(`/rolls/${roll}/seal`, { hash });
  }
}

interface BoothElection {
  readonly election: string;
  readonly cardKeyPem: string;
}

/** Every voter signs in, draws a card and casts a ballot. */
async function vote(
  house: PrivateHouse,
  uuid: string,
  wish: { voters: number; password: string },
): Promise<void> {
  const stranger = new Visitor(house.url, house.nextAddress());
  const booth = await stranger.json<BoothElection>(`/vote/${uuid}/election`);
  const election = parseElection(booth.election, [ed25519]);
  const key = parseCardKey(booth.cardKeyPem);
  for (let i = 1; i <= wish.voters; i++) {
    const voter = await member(house, `voter-${i}`, wish.password);
    const card = await blindCard(key, uuid);
    const { content } = await voter.submit(`/referendums/${uuid}/draw?/draw`, { blinded: card.blinded });
    const { signature } = content.value as { signature: string };
    const signed = await card.finish(signature);
    const votes = election.questions.map((question) =>
      someVote(question.answers.length, question.blank === true),
    );
    const { text: ballot } = createBallot(election, { credential: card.secret, votes });
    await stranger.post(`/vote/${uuid}/ballots`, { ballot, ...signed });
    if (i % 50 === 0 || i === wish.voters) say(`${i} of ${wish.voters} have voted`);
  }
}

function someVote(answers: number, hasBlank: boolean): Vote {
  const chosen = (randomBytes(1)[0] ?? 0) % (answers + (hasBlank ? 1 : 0));
  return Array.from({ length: answers + (hasBlank ? 1 : 0) }, (_, i) => (i === chosen ? 1 : 0));
}

/** To the close, and past the objections; the clock is the committee's in a house of this kind. */
async function advanceUnlessCounting(house: PrivateHouse, one: Visitor, uuid: string): Promise<void> {
  if ((await house.stateOf(uuid)) !== 'counting')
    await one.submit(`/office/referendums/${uuid}?/advance`, {});
}

/** The clock stands a day later by now: both sign in once more for the grave act. */
async function confirm(house: PrivateHouse, uuid: string): Promise<void> {
  const reason = 'Das Protokoll ist geprüft und vollständig.';
  for (const persona of ['committee-1', 'committee-2']) {
    const one = await officer(house, persona);
    await one.submit(`/office/referendums/${uuid}?/confirm`, { decision: 'confirm', reason });
  }
}

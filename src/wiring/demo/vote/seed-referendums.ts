import { PERSONAS } from '#lib/accounts/persona.ts';
import { personOfPersona } from '#lib/accounts/server/index.ts';
import { approveSeal, entitledPersons, rollOfAct } from '#lib/eligibility/server/index.ts';
import { referendumRule } from '#lib/eligibility/presets.ts';
import { dayOf } from '#lib/membership/day.ts';
import { unitByNumber } from '#lib/membership/server/index.ts';
import { houseNow } from '#lib/platform/server/time/clock.server.ts';
import { database, transact } from '#lib/platform/server/database.server.ts';
import { advanceClock, setBackClock } from '#lib/platform/server/time/movable-clock.server.ts';
import { approveOpening } from '#lib/referendums/server/committee/approve-opening.ts';
import { castBallot } from '#lib/referendums/server/box/cast-ballot.ts';
import { turnClockwork } from '#lib/referendums/server/clockwork.ts';
import { confirmResult } from '#lib/referendums/server/count/confirm-result.ts';
import { decisionOfStatute } from '#lib/referendums/server/drafting/draft-defaults.ts';
import { draftReferendum, referendumDraft } from '#lib/referendums/server/draft-referendum.ts';
import { nameTrustees } from '#lib/referendums/server/name-trustees.ts';
import { openInspection } from '#lib/referendums/server/open-inspection.ts';
import type { ReferendumText } from '#lib/referendums/referendum.ts';
import { LEIPZIG } from '../geography.ts';
import { countDemo, demoKeyFiles, demoTrustees, holdDemoCeremony, type DemoTrustee } from './ceremony.ts';
import { keepDemoKeys } from './key-files.ts';
import { COUNTED_QUESTION, INSPECTED_QUESTION, OPEN_QUESTION } from './plans.ts';
import { must, persona } from './players.ts';
import { keepSimulatedVoters } from './simulated-voters.ts';
import { simulatedBallot } from './voters.ts';

const DAY_MS = 86_400_000;
/** Small batches, so that a visitor sees the record grow; the pages say that these are the demo's. */
const CONFIGURATION = { batchWaiting: 6, batchSize: 3, drawCrowd: 50, minimumBallots: 5, objectionHours: 0 };
const THRESHOLD = 2;
const COUNTED_VOTERS = 14;
const WAITING_VOTERS = 16;

/** One referendum in each telling state: counted and confirmed, open, and with its roll laid open. */
export async function seedReferendums(): Promise<void> {
  await setBackClock(new Date(Date.now() - 16 * DAY_MS));
  const counted = await bringToReady(COUNTED_QUESTION, 10 * DAY_MS);
  for (const person of await someVoters(counted.uuid, COUNTED_VOTERS)) {
    must(await castBallot(await simulatedBallot(counted.uuid, person)));
  }
  await finish(counted);
  await advanceClock(database(), new Date());
  const open = await bringToReady(OPEN_QUESTION, 12 * DAY_MS);
  keepDemoKeys(await demoKeyFiles(open.uuid, open.trustees));
  keepSimulatedVoters({ uuid: open.uuid, people: await someVoters(open.uuid, WAITING_VOTERS) });
  await inspect(INSPECTED_QUESTION, { lasts: 14 * DAY_MS, objection: 7 * DAY_MS });
}

interface DemoVote {
  readonly uuid: string;
  readonly trustees: readonly DemoTrustee[];
  readonly closesAt: Date;
}

async function inspect(asked: ReferendumText, times: { readonly lasts: number; readonly objection: number }) {
  const secretary = await persona('board-secretary');
  const unit = await unitByNumber(database(), LEIPZIG);
  if (!unit) throw new Error('The demo has no Leipzig.');
  const now = await houseNow(database());
  const cutOff = dayOf(now);
  const decision = await decisionOfStatute(database(), cutOff);
  if (!decision) throw new Error('The demo has no statute.');
  const opensAt = new Date(Math.floor(now.getTime() / 1000) * 1000 + times.objection + 1000);
  const closesAt = new Date(opensAt.getTime() + times.lasts);
  const draft = referendumDraft.parse({
    unitId: unit.id,
    asked,
    decision,
    configuration: CONFIGURATION,
    eligibilityRule: referendumRule(unit.path, { effectiveAfterWeeks: 6, transferAfterWeeks: 6 }),
    cutOff,
    rollObjectionUntil: new Date(now.getTime() + times.objection).toISOString(),
    opensAt: opensAt.toISOString(),
    closesAt: closesAt.toISOString(),
    threshold: THRESHOLD,
  });
  const { uuid } = must(await draftReferendum(secretary, draft));
  const actors = [await persona('trustee-1'), await persona('trustee-2'), await persona('trustee-3')];
  const bodies = ['Schiedskommission', 'Jugendverband', 'Landesvorstand'];
  const trustees = actors.map(({ personId }, i) => ({ personId, body: bodies[i] as string }));
  must(await nameTrustees(secretary, { uuid, threshold: THRESHOLD, trustees }));
  must(await openInspection(await persona('committee-1'), { uuid }));
  return { uuid, actors, closesAt };
}

async function bringToReady(asked: ReferendumText, lasts: number): Promise<DemoVote> {
  const { uuid, actors, closesAt } = await inspect(asked, { lasts, objection: 0 });
  const roll = await rollOfAct(database(), { kind: 'referendum', id: uuid });
  if (!roll) throw new Error('The demo has no roll.');
  for (const name of ['committee-1', 'committee-2'] as const) {
    const member = await persona(name);
    must(await transact((tx) => approveSeal(tx, member, roll.rollId)));
  }
  const trustees = demoTrustees(actors);
  await holdDemoCeremony(uuid, trustees);
  for (const name of ['committee-1', 'committee-2'] as const)
    must(await approveOpening(await persona(name), { uuid }));
  await advanceClock(database(), new Date((await houseNow(database())).getTime() + 1500));
  await turnClockwork();
  return { uuid, trustees, closesAt };
}

/** Some people of the roll whom no visitor can enter as: their cards would be gone. */
async function someVoters(uuid: string, wanted: number): Promise<string[]> {
  const roll = await rollOfAct(database(), { kind: 'referendum', id: uuid });
  const played = await Promise.all(PERSONAS.map((name) => personOfPersona(database(), name)));
  const roles = new Set(played);
  const found: string[] = [];
  for await (const people of entitledPersons(database(), roll?.rollId ?? '')) {
    found.push(...people.filter((person) => !roles.has(person)));
    if (found.length >= wanted) break;
  }
  return found.slice(0, wanted);
}

async function finish({ uuid, trustees, closesAt }: DemoVote): Promise<void> {
  await advanceClock(database(), closesAt);
  for (let turn = 0; turn < 4; turn++) await turnClockwork();
  await countDemo(uuid, trustees, THRESHOLD);
  const reason = 'Protokoll und Zählung sind geprüft, Einsprüche gab es keine.';
  for (const name of ['committee-1', 'committee-2'] as const) {
    must(await confirmResult(await persona(name), { uuid, decision: 'confirm', reason }));
  }
}

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { anonymous, type Actor } from '#lib/platform/actor.ts';
import { transact } from '#lib/platform/server/database.server.ts';
import { stopSender } from '#lib/platform/server/jobs/jobs.server.ts';
import type { Outcome } from '#lib/platform/outcome.ts';
import { abortReferendum } from '#lib/referendums/server/committee/abort-referendum.ts';
import { advanceClock } from '#lib/referendums/server/advance-clock.ts';
import { approveOpening } from '#lib/referendums/server/committee/approve-opening.ts';
import { confirmResult } from '#lib/referendums/server/count/confirm-result.ts';
import { askQuestions } from '#lib/referendums/server/drafting/ask-questions.ts';
import { beginDraft } from '#lib/referendums/server/drafting/begin-draft.ts';
import { draftView } from '#lib/referendums/server/drafting/draft-view.ts';
import { minutesOf } from '#lib/referendums/server/minutes/minutes-of.ts';
import { raiseObjection } from '#lib/referendums/server/raise-objection.ts';
import { referendumCalls } from '#lib/referendums/server/views/calls.ts';
import { memberView } from '#lib/referendums/server/views/member-view.ts';
import { memberReferendums } from '#lib/referendums/server/views/member-list.ts';
import { officeList } from '#lib/referendums/server/views/office-list.ts';
import { officeView } from '#lib/referendums/server/views/office-view.ts';
import { recordPage } from '#lib/referendums/server/views/record-view.ts';
import { adoptModelStatute } from '#lib/statutes/server/index.ts';

import { maySee } from '#wiring/visibility.ts';
import { testDatabase, type TestDatabase } from '../support/database.ts';
import { makePerson } from '../support/people.ts';
import { fresh, must, readyReferendum, type TestReferendum } from '../support/referendum.ts';

let db: TestDatabase;
let vote: TestReferendum;
let draft: string;
/** Nobody of these has anything to do with the referendum of kreis1. */
const strangers: Record<string, Actor> = { 'somebody without a session': anonymous };
let member: Actor;
let landSecretary: Actor;

const officerOf = async (
  kind: 'board-secretary' | 'election-committee',
  unit: 'land1' | 'kreis2' | 'land2',
) => fresh(await makePerson({ memberOf: vote.tree.kreis2, offices: [{ kind, unit: vote.tree[unit] }] }));

beforeAll(async () => {
  db = await testDatabase();
  vote = await readyReferendum({ voters: 5 });
  await transact((tx) => adoptModelStatute(tx));
  member = await fresh(vote.voters[0] as string);
  strangers['a member of another branch'] = await fresh(await makePerson({ memberOf: vote.tree.kreis2 }));
  strangers['a former member'] = await fresh(
    await makePerson({ memberOf: vote.tree.kreis1, endedOn: '2021-01-01' }),
  );
  strangers['the secretary of a sibling branch'] = await officerOf('board-secretary', 'kreis2');
  strangers['the committee of a sibling branch'] = await officerOf('election-committee', 'kreis2');
  strangers['the secretary of another Land'] = await officerOf('board-secretary', 'land2');
  landSecretary = await officerOf('board-secretary', 'land1');
  const begun = {
    unitId: vote.tree.kreis1.id,
    title: 'Soll es so sein oder anders?',
    preset: 'members' as const,
  };
  draft = must(await beginDraft(landSecretary, begun)).uuid;
});
afterAll(async () => {
  await stopSender();
  await db.drop();
});

const uuid = () => vote.uuid;
const reason = 'Dafür gibt es keinen Grund.';
const status = (outcome: Outcome<unknown>): number => (outcome.ok ? 200 : outcome.status);
const everyStranger = () => Object.entries(strangers);

describe('a referendum of a branch', () => {
  it('is read by its members and by those above who oversee it', async () => {
    expect((await memberView(member, uuid()))?.own?.verdict).toBe('yes');
    expect((await memberReferendums(member)).running.map((one) => one.uuid)).toEqual([uuid()]);
    expect((await memberView(landSecretary, uuid()))?.mayOversee).toBe(true);
    expect((await officeView(landSecretary, uuid()))?.mayCommit).toBe(false);
    expect((await officeView(vote.committee[0], uuid()))?.mayCommit).toBe(true);
    expect(await maySee(member, { kind: 'referendum', id: uuid() })).toBe(true);
  });

  it('does not exist for strangers', async () => {
    for (const [who, actor] of everyStranger()) {
      expect(await memberView(actor, uuid()), who).toBeNull();
      expect(await officeView(actor, uuid()), who).toBeNull();
      expect(await minutesOf(actor, uuid()), who).toBeNull();
      expect((await memberReferendums(actor)).running, who).toEqual([]);
      expect((await officeList(actor))?.referendums ?? [], who).toEqual([]);
      expect(await maySee(actor, { kind: 'referendum', id: uuid() }), who).toBe(false);
    }
  });

  it('shows a member neither the office nor the draft', async () => {
    expect(await officeView(member, uuid())).toBeNull();
    expect(await officeList(member)).toBeNull();
    expect(await memberView(member, draft)).toBeNull();
    expect(await draftView(member, draft)).toBeNull();
    expect(await draftView(landSecretary, draft)).not.toBeNull();
  });

  it('is acted on by nobody but those whose office it is', async () => {
    const everybody = [...everyStranger(), ['a member', member] as const];
    for (const [who, actor] of everybody) {
      expect(status(await approveOpening(actor, { uuid: uuid() })), who).toBe(404);
      expect(status(await abortReferendum(actor, { uuid: uuid(), reason, evidence: '' })), who).toBe(404);
      expect(status(await confirmResult(actor, { uuid: uuid(), decision: 'confirm', reason })), who).toBe(
        404,
      );
      expect(status(await advanceClock(actor, { uuid: uuid() })), who).toBe(404);
      expect(status(await askQuestions(actor, { uuid: draft, questions: [] })), who).toBe(404);
    }
    expect(status(await advanceClock(landSecretary, { uuid: uuid() }))).toBe(403);
    expect((await officeView(landSecretary, uuid()))?.state).toBe('ready');
  });

  it('rests for an officer without a second factor', async () => {
    const bare: Actor = { ...vote.committee[0], secondFactor: false };
    expect(await officeView(bare, uuid())).toBeNull();
    expect(status(await abortReferendum(bare, { uuid: uuid(), reason, evidence: '' }))).toBe(404);
  });

  it('takes objections from nobody who is not on its roll', async () => {
    const objection = { uuid: uuid(), kind: 'other' as const, body: reason, receipt: '' };
    for (const [who, actor] of everyStranger()) {
      expect([401, 404], who).toContain(status(await raiseObjection(actor, objection)));
    }
    expect(status(await raiseObjection(member, objection))).toBe(409);
  });

  it('calls the member to draw and the trustee to nothing yet', async () => {
    if (member.kind !== 'person') throw new Error('no person');
    expect((await referendumCalls(member)).map((call) => call.kind)).toEqual(['referendum-draw']);
    const trustee = vote.trustees[0]?.actor;
    expect(trustee && (await referendumCalls(trustee))).toEqual([]);
    const elsewhere = strangers['a member of another branch'];
    expect(elsewhere?.kind === 'person' && (await referendumCalls(elsewhere))).toEqual([]);
  });

  it('has a record for everybody, from ready on and no earlier', async () => {
    expect((await recordPage(uuid()))?.entries.at(-1)?.type).toBe('setup');
    expect(await recordPage(draft)).toBeNull();
    expect(await recordPage('not-a-uuid')).toBeNull();
  });
});

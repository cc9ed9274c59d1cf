import { readArchive } from '../archive/reader.ts';
import { Refused } from '../refusal.ts';
import type { WitnessPolicy } from '../log/cosignature.ts';
import type { NoteKey } from '../log/note.ts';
import type { Check, Verdict } from '../verification/verdict.ts';
import { verdictOf } from '../verification/verdict.ts';
import { type VerificationOptions, type Verified, verifyArchive } from '../verification/verify-archive.ts';
import { checkCardsFile, checkPublishedHashes } from './check-files.ts';
import { checkAgreements, checkDecryptions } from './check-count.ts';
import { checkCardKey, checkClosing, checkFixed, checkHead } from './check-record.ts';
import type { ReferendumFiles, Turnout } from './files.ts';
import { checkArchiveOfRecord, eventsOfRecord } from './record-events.ts';
import { outlineRecord, type RecordOutline, type RecordReadingOptions } from './record-outline.ts';

/** How a referendum is checked. Everything has a default that works in a browser. */
export interface ReferendumOptions
  extends VerificationOptions, Pick<RecordReadingOptions, 'pss' | 'onCards'> {
  /** The key of the record from elsewhere; without it the one that the record itself names is believed. */
  readonly recordKey?: NoteKey | undefined;
  readonly witnesses?: WitnessPolicy | undefined;
}

/** The verdict on a referendum. `checks` are those of its archive among those of record and cards. */
export interface ReferendumVerdict extends Verdict {
  readonly turnout?: Turnout;
  /** Whether the committee confirmed the result; null where that is not on the record yet. */
  readonly isConfirmed?: boolean | null;
}

/** What each step finds wrong belongs to it. */
class Steps {
  readonly checks: Check[] = [];
  #now = '';

  async take<T>(name: string, act: () => Promise<T> | T, say: (value: T) => string): Promise<T> {
    this.#now = name;
    const value = await act();
    this.checks.push({ name, ok: true, detail: say(value) });
    return value;
  }

  refused(refusal: Refused): ReferendumVerdict {
    const checks = [...this.checks, { name: this.#now, ok: false, detail: refusal.message }];
    return { verdict: verdictOf(refusal), reason: refusal.message, checks };
  }
}

/**
 * Checks a whole referendum from its public files: the record against its checkpoint; that the election fixes card key, roll
 * and times; that every ballot has a card and every card one ballot; sizes and order of batches; ballots ≤ draws ≤ roll; that
 * the archive holds exactly what the record says; the archive itself (`verifyArchive`); decryptions and agreements of the
 * trustees; `cards.json`. The README lists the steps and their codes.
 *
 * @returns never throws a refusal; anything else that is thrown is a fault of this program or of a source
 * Not checked: who stands on the roll (members check their own lines), whether a card was drawn by the right person (members
 * look for their roll number among the draws), and, without `recordKey` and `witnesses`, whether others are shown the same.
 */
export async function checkReferendum(
  files: ReferendumFiles,
  options: ReferendumOptions = {},
): Promise<ReferendumVerdict> {
  const steps = new Steps();
  try {
    const { record, turnout } = await checkRecord(files, options, steps);
    const archive = await verifyArchive(files.archive, options);
    steps.checks.push(...archive.checks);
    if (archive.verified === undefined) return { ...archive, checks: steps.checks };
    await checkTogether(files, { record, archive: archive.verified }, steps);
    const isConfirmed = record.confirmation?.isConfirmed ?? null;
    return { ...archive, checks: steps.checks, turnout, isConfirmed };
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return steps.refused(error);
  }
}

async function checkRecord(
  files: ReferendumFiles,
  options: ReferendumOptions,
  steps: Steps,
): Promise<{ record: RecordOutline; turnout: Turnout }> {
  const record = await steps.take(
    'record',
    () => outlineRecord(files.record(), options),
    ({ head, cards }) => `${head.size} entries, ${cards.size} ballots with cards`,
  );
  await steps.take(
    'checkpoint',
    () => checkHead(record, { checkpoint: files.checkpoint, ...options }),
    (witnesses) =>
      `${options.recordKey ? 'key given' : 'key as the record names it'}, ${witnesses} witnesses`,
  );
  await steps.take(
    'card key',
    () => checkCardKey(record, files.cardKey),
    ({ hash }) => `SHA-256 ${hash}`,
  );
  const turnout = await steps.take(
    'close',
    () => checkClosing(record),
    ({ roll, draws, ballots }) => `${ballots} ballots, ${draws} cards drawn, ${roll} on the roll`,
  );
  return { record, turnout };
}

async function checkTogether(
  files: ReferendumFiles,
  { record, archive }: { record: RecordOutline; archive: Verified },
  steps: Steps,
): Promise<void> {
  const { election, trustees } = archive.setup;
  await steps.take(
    'fixed by the election',
    () => checkFixed(record, election),
    (value) => `credential_authority ${value}`,
  );
  await steps.take(
    'archive of the record',
    () => checkArchiveOfRecord(readArchive(files.archive()), eventsOfRecord(files.record, election.group)),
    () => 'every event',
  );
  await steps.take(
    'cards',
    () => checkCardsFile(files.cards(), { record, electorate: archive.setup.electorate }),
    (count) => `${count}, one for each credential`,
  );
  await steps.take(
    'trustees of the count',
    () => {
      checkDecryptions(record, archive);
      return checkAgreements(record, { election, trustees });
    },
    (owners) => `${owners.join(', ')} saw the closing record`,
  );
  await steps.take(
    'kept files',
    () => checkPublishedHashes(files, record),
    (count) => `${count} hashes`,
  );
}

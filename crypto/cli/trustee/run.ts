import { readFileSync, writeFileSync } from 'node:fs';
import { createSeed, parseSeed, printSeed } from '../../ceremony/seed.ts';
import type { CeremonyScope } from '../../ceremony/messages.ts';
import { nextMessage } from '../../ceremony/next-message.ts';
import { nextTrusteeStep, type TrusteeBoard, type TrusteeStep } from '../../ceremony/next-step.ts';
import {
  createShareFile,
  openShareFile,
  SHORTEST_PASSPHRASE,
  type KeptKey,
} from '../../ceremony/share-file.ts';
import { base64 } from '../../hash.ts';
import { ownerCount } from '../../trustees/trustees.ts';
import { Refused } from '../../refusal.ts';
import { readClosedRecord, type ClosedRecord } from '../../referendum/closed-record.ts';
import { createTrusteePart } from '../../referendum/trustee-part.ts';
import { parseEntry } from '../../record/entry.ts';
import { nodePss } from '../node-pss.ts';
import { Progress, type Outlet } from '../outlet.ts';
import { fileSource, linesOf } from '../source.ts';
import { parseTrusteeCommand, USAGE, type KeyPlace, type TrusteeCommand } from './command.ts';
import type { Prompt } from './prompt.ts';

type Deciphering = Extract<TrusteeCommand, { kind: 'decrypt' }>;

/** Where answers come from and where words go. */
interface Desk {
  readonly outlet: Outlet;
  readonly prompt: Pick<Prompt, 'secret'>;
}

/**
 * A trustee's steps on a machine without network: files in, one line of JSON out, to be pasted into the trustee's page.
 * @returns the exit status: 0 done, 1 refused, 2 not understood
 */
export async function runTrustee(
  args: readonly string[],
  outlet: Outlet,
  prompt: Desk['prompt'],
): Promise<number> {
  const command = parseTrusteeCommand(args);
  if (!command) {
    outlet.err(USAGE);
    return 2;
  }
  try {
    await obey(command, { outlet, prompt });
    return 0;
  } catch (error) {
    outlet.err((error as Error).message);
    return error instanceof Refused ? 1 : 2;
  }
}

async function obey(command: TrusteeCommand, desk: Desk): Promise<void> {
  if (command.kind === 'code') return desk.outlet.out(printSeed(createSeed()));
  if (command.kind === 'save') return save(command, desk);
  if (command.kind === 'step') return step(command, desk);
  return decrypt(command, desk);
}

async function save(
  { uuid, index, out }: Extract<TrusteeCommand, { kind: 'save' }>,
  desk: Desk,
): Promise<void> {
  const seed = await codeTyped(desk);
  const passphrase = await desk.prompt.secret(
    'STIMMHAUS_PASSPHRASE',
    `Passphrase, at least ${SHORTEST_PASSPHRASE} characters`,
  );
  writeFileSync(out, await createShareFile({ uuid, index, seed }, passphrase), { flag: 'wx', mode: 0o600 });
}

/** `--board` is what the page's address ending in `/board` gives, whole. */
async function step(command: Extract<TrusteeCommand, { kind: 'step' }>, desk: Desk): Promise<void> {
  const { index, board } = JSON.parse(readFileSync(command.board, 'utf8')) as {
    index: number;
    board: TrusteeBoard;
  };
  const seed = await seedOf(command.key, { uuid: board.uuid, index }, desk);
  const next = await nextTrusteeStep(board, { index, seed });
  desk.outlet.out(JSON.stringify(shown(next)));
}

/** The share stays here. */
function shown(next: TrusteeStep): object {
  return next.act === 'keep' ? { act: 'keep' } : next;
}

async function decrypt(command: Deciphering, desk: Desk): Promise<void> {
  const { outlet } = desk;
  const progress = new Progress(outlet);
  const record = await readClosedRecord(fileSource(command.record), {
    pss: nodePss,
    onProgress: (done) => progress.tell('ballots', done),
  });
  const { size, root } = record.closing;
  const closing = `${size}:${base64(root)}`;
  if (command.closing === undefined) return outlet.out(closing);
  if (command.closing !== closing) throw new Refused('closing-differs', closing);
  outlet.out(JSON.stringify({ act: 'decryption', ...(await partOf(record, command, desk)) }));
}

async function partOf(record: ClosedRecord, command: Deciphering, desk: Desk) {
  const { uuid } = record.election;
  const kept = command.key.file === undefined ? undefined : await openedFile(command.key.file, desk);
  if (kept && kept.uuid !== uuid) throw new Refused('key-of-other-referendum', kept.uuid);
  const owner = kept?.index ?? command.owner!;
  const seed = kept?.seed ?? (await codeTyped(desk));
  const scope = scopeOf(record);
  if (owner > scope.size) throw new Refused('owner-out-of-range', `${owner}`);
  const said = await saidInCeremony(command.record);
  const next = await nextMessage(scope, { index: owner, seed }, said);
  if (next.status !== 'done') throw new Refused('ceremony-not-complete', next.status);
  return createTrusteePart(record, { owner, share: next.share });
}

function scopeOf({ election, trustees }: ClosedRecord): CeremonyScope {
  const { group, uuid } = election;
  return { group, uuid, size: ownerCount(trustees), threshold: trustees.parties[0]!.threshold };
}

/** What was said in the ceremony stands on the record, word for word; of several the last one made the keys. */
async function saidInCeremony(path: string): Promise<readonly string[]> {
  let said: readonly string[] | undefined;
  for await (const line of linesOf(fileSource(path))) {
    const entry = parseEntry(line);
    if (entry.type === 'ceremony') said = (JSON.parse(entry.transcript) as { messages: string[] }).messages;
    if (entry.type === 'setup') break;
  }
  if (!said) throw new Refused('ceremony-not-complete', 'no ceremony on the record');
  return said;
}

async function seedOf(key: KeyPlace, seat: { uuid: string; index: number }, desk: Desk): Promise<string> {
  if (key.file === undefined) return codeTyped(desk);
  const kept = await openedFile(key.file, desk);
  if (kept.uuid !== seat.uuid) throw new Refused('key-of-other-referendum', kept.uuid);
  if (kept.index !== seat.index) throw new Refused('key-of-other-trustee', `${kept.index}`);
  return kept.seed;
}

async function openedFile(path: string, { prompt }: Desk): Promise<KeptKey> {
  const file = readFileSync(path, 'utf8').trim();
  return openShareFile(file, await prompt.secret('STIMMHAUS_PASSPHRASE', 'Passphrase'));
}

async function codeTyped({ prompt }: Desk): Promise<string> {
  return parseSeed(await prompt.secret('STIMMHAUS_CODE', 'Code'));
}

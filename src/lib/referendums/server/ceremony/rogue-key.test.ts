import { afterAll, beforeAll, expect, it } from 'vitest';
import { stopSender } from '#lib/platform/server/jobs/jobs.server.ts';
import { type TestDatabase, testDatabase } from '../../../../../tests/support/database.ts';
import { honestMessage, rogueReveal } from '../../../../../tests/support/dishonest-trustee.ts';
import { keysReferendum, must, type TestReferendum } from '../../../../../tests/support/referendum.ts';
import { postCeremonyMessage } from './post-ceremony-message.ts';
import { trusteeDesk } from './trustee-desk.ts';

let db: TestDatabase;
let test: TestReferendum;
beforeAll(async () => {
  db = await testDatabase();
  test = await keysReferendum({ voters: 5 });
});
afterAll(async () => {
  await stopSender();
  await db.drop();
});

const boardNow = async () => (await trusteeDesk(test.trustees[0]!.actor, test.uuid))!.board;
const post = (index: number, message: string) =>
  postCeremonyMessage(test.trustees[index - 1]!.actor, { uuid: test.uuid, message });

it('[C-14] takes no key built out of those of others, and none that was not committed to', async () => {
  for (const seat of test.trustees.slice(0, 2))
    must(await post(seat.index, await honestMessage(await boardNow(), seat)));
  const board = await boardNow();
  // The third commits last, and knows for this test what the others will reveal.
  const third = test.trustees[2]!;
  const full = { ...board, messages: [...board.messages, await honestMessage(board, third)] };
  const revealed = await Promise.all(test.trustees.map((seat) => honestMessage(full, seat)));
  const rogue = rogueReveal(board, { seat: third, honest: revealed[2]!, others: revealed.slice(0, 2) });
  must(await post(3, rogue.commitment));
  for (const index of [1, 2]) must(await post(index, revealed[index - 1]!));
  const before = await boardNow();
  expect(await post(3, rogue.reveal)).toMatchObject({ ok: false, status: 422, code: 'reveal-proof-invalid' });
  expect(await post(3, revealed[2]!)).toMatchObject({ ok: false, status: 422, code: 'reveal-differs' });
  expect(await boardNow()).toEqual(before);
});

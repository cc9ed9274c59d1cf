import type { CeremonyBoard } from '../../../trustee-desk.ts';

/** Five rounds of messages, then the own test, answers to all tests, and the own number recognised. */
export const STEPS = 8;

/** How many of the steps a trustee has taken. */
export function stepsTaken(board: CeremonyBoard, index: number): number {
  const said = board.messages.filter((message) => indexOf(message) === index).length;
  const test = board.tests.find(({ maker }) => maker === index);
  const answers = board.answers.filter((given) => given.index === index).length;
  return said + (test ? 1 : 0) + (answers === board.size ? 1 : 0) + (test && test.content !== null ? 1 : 0);
}

/** The step that is under way, from 1: the first that somebody has not taken. */
export function stepUnderWay(board: CeremonyBoard): number {
  const everyone = Array.from({ length: board.size }, (_, i) => i + 1);
  return Math.min(...everyone.map((index) => stepsTaken(board, index))) + 1;
}

function indexOf(message: string): unknown {
  return (JSON.parse(message) as { index?: unknown }).index;
}

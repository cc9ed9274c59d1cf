/** Trouble a person can do something about: told as one sentence, without a stack, exit code 1. */
export class Trouble extends Error {}

/** Runs a script's main part; expected trouble is told in its own words, anything else with its stack. */
export async function run(main: () => Promise<number | void>): Promise<void> {
  try {
    process.exitCode = (await main()) ?? 0;
  } catch (error) {
    process.exitCode = 1;
    process.stderr.write(`${describe(error)}\n`);
  }
}

/** What the disk, or PostgreSQL on it (53100 disk_full), says when there is no room. */
const NO_ROOM = new Set(['ENOSPC', 'EDQUOT', '53100']);

export function describe(error: unknown): string {
  const chain = causes(error);
  const expected = chain.find((one) => one instanceof Trouble || one.name.endsWith('RolesError'));
  if (expected) return expected.message;
  const unknownOption = chain.find((one) => 'code' in one && String(one.code).startsWith('ERR_PARSE_ARGS'));
  if (unknownOption) return unknownOption.message;
  if (chain.some((one) => 'code' in one && NO_ROOM.has(String(one.code)))) {
    return 'The disk is full: make about 1 GB of room and start again.';
  }
  return chain[0]?.stack ?? String(error);
}

function causes(error: unknown): Error[] {
  return error instanceof Error ? [error, ...causes(error.cause)] : [];
}

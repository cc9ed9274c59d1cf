/** Trouble a person can do something about: told as one sentence, without a stack, exit code 1. */
export class Trouble extends Error {}

/** Runs a script's main part; a `Trouble` is told in its own words, anything else with its stack. */
export async function run(main: () => Promise<number | void>): Promise<void> {
  try {
    process.exitCode = (await main()) ?? 0;
  } catch (error) {
    process.exitCode = 1;
    process.stderr.write(error instanceof Trouble ? `${error.message}\n` : `${describe(error)}\n`);
  }
}

function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

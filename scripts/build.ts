import { run } from './running/trouble.ts';
import { build } from './starting/building.ts';

/** Builds the product, whether or not something changed. */
await run(async () => {
  await build();
  process.stdout.write('Built.\n');
});

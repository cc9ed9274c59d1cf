import { expect, it } from 'vitest';
import { gzippedKilobytes } from '../../scripts/bench/booth-scripts.ts';
import { pageScripts } from '../../scripts/bench/page-scripts.ts';
import { inRoot } from '../../scripts/running/root.ts';

const MOST_KILOBYTES = 100;

// Of the build that `npm test` has made before.
it('no page loads more than 100 kB of script before it stands', async () => {
  const pages = await pageScripts(inRoot('.svelte-kit', 'output'));
  expect(pages.length).toBeGreaterThan(50);
  const tooHeavy = pages
    .map(({ route, scripts }) => ({ route, kilobytes: gzippedKilobytes(inRoot('build'), scripts) }))
    .filter(({ kilobytes }) => kilobytes > MOST_KILOBYTES);
  expect(tooHeavy).toEqual([]);
});

import { inRoot } from '../running/root.ts';
import { buildIfChanged } from '../starting/building.ts';
import { gzippedKilobytes } from './booth-scripts.ts';
import { figureOf, type Print } from './figure.ts';
import { pageScripts } from './page-scripts.ts';

/** Script that a first view may load, in kB gzip. */
const MOST = 100;

/** What each page loads of scripts before it stands, and which one loads most. */
export async function benchPages(print: Print): Promise<void> {
  await buildIfChanged((sentence) => console.error(sentence));
  const pages = await pageScripts(inRoot('.svelte-kit', 'output'));
  const weights = pages.map(({ route, scripts }) => ({
    route,
    kilobytes: gzippedKilobytes(inRoot('build'), scripts),
  }));
  const [heaviest] = weights.toSorted((a, b) => b.kilobytes - a.kilobytes);
  const all = { name: 'page-scripts', unit: 'kB gzip', samples: weights.map(({ kilobytes }) => kilobytes) };
  print({ ...figureOf(all) });
  const most = { name: 'page-scripts-heaviest', unit: 'kB gzip', limit: { most: MOST } };
  print({ ...figureOf({ ...most, samples: [heaviest?.kilobytes ?? 0] }), route: heaviest?.route ?? null });
}

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pageScripts, type PageScripts } from './page-scripts.ts';

const MANIFEST = `export const manifest = { _: { client: { imports: ['start.js', 'runtime.js'] }, routes: [
  { id: '/motions', page: { layouts: [0, , 1], leaf: 2 } },
  { id: '/health', page: null },
  { id: '/dev/ui', page: { layouts: [0], leaf: 1 } },
] } };`;
const NODES = [
  'export const imports = ["layout.js","runtime.js"];',
  'export const imports = ["frame.js"];',
  'export const server = 1;\nexport const imports = ["motions.js","frame.js"];',
];

let output: string;
let pages: readonly PageScripts[];
beforeAll(async () => {
  output = mkdtempSync(join(tmpdir(), 'stimmhaus-pages-'));
  mkdirSync(join(output, 'server', 'nodes'), { recursive: true });
  writeFileSync(join(output, 'package.json'), '{"type":"module"}');
  writeFileSync(join(output, 'server', 'manifest-full.js'), MANIFEST);
  NODES.forEach((text, at) => writeFileSync(join(output, 'server', 'nodes', `${at}.js`), text));
  pages = await pageScripts(output);
});
afterAll(() => rmSync(output, { recursive: true, force: true }));

describe('the scripts of a page', () => {
  it('are those of the start, of its frames and its own, each once', () => {
    expect(pages[0]?.scripts.toSorted()).toEqual([
      'frame.js',
      'layout.js',
      'motions.js',
      'runtime.js',
      'start.js',
    ]);
  });

  it('are asked of pages only, and not of the workshop', () => {
    expect(pages.map(({ route }) => route)).toEqual(['/motions']);
  });
});

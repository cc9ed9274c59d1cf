import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { boothScripts, gzippedKilobytes } from './booth-scripts.ts';

const FILES = {
  'prerendered/booth.html':
    '<link href="./_app/immutable/nodes/7.b.js"><script>import("./_app/immutable/entry/app.a.js")</script>',
  'client/_app/immutable/entry/app.a.js': 'import"../chunks/runtime.js";()=>import("../nodes/8.x.js")',
  'client/_app/immutable/nodes/7.b.js':
    'import{n as e}from"../chunks/booth.js";()=>import("../chunks/later.js")',
  'client/_app/immutable/nodes/8.x.js': 'another page',
  'client/_app/immutable/chunks/runtime.js': '',
  'client/_app/immutable/chunks/booth.js': 'new Worker(new URL("../workers/w.js",import.meta.url))',
  'client/_app/immutable/chunks/later.js': 'import"./deep.js"',
  'client/_app/immutable/chunks/deep.js': '',
  'client/_app/immutable/workers/w.js': 'x'.repeat(5_000),
};

let build: string;
beforeEach(() => {
  build = mkdtempSync(join(tmpdir(), 'stimmhaus-booth-'));
  for (const [path, text] of Object.entries(FILES)) {
    mkdirSync(dirname(join(build, path)), { recursive: true });
    writeFileSync(join(build, path), text);
  }
});
afterEach(() => rmSync(build, { recursive: true, force: true }));

describe('the scripts of the booth', () => {
  it('are in the first view what its page loads, and what that imports', () => {
    expect(boothScripts(build).firstView).toEqual([
      '_app/immutable/chunks/booth.js',
      '_app/immutable/chunks/runtime.js',
      '_app/immutable/entry/app.a.js',
      '_app/immutable/nodes/7.b.js',
    ]);
  });

  it('are later what its parts import when they are needed, workers too, and no other page', () => {
    expect(boothScripts(build).later).toEqual([
      '_app/immutable/chunks/deep.js',
      '_app/immutable/chunks/later.js',
      '_app/immutable/workers/w.js',
    ]);
  });

  it('weigh what they have when they are packed', () => {
    const kilobytes = gzippedKilobytes(build, ['_app/immutable/workers/w.js']);
    expect(kilobytes).toBeGreaterThan(0.02);
    expect(kilobytes).toBeLessThan(0.2);
  });
});

import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { cacheFolder, FileNotebook } from './notebook.ts';

const HEAD = 'a'.repeat(64);
const NOTE = { done: 12, tally: '[]' };
let folder: string;
let time = 0;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'stimmhaus-notes-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const notebook = (where = join(folder, 'notes')) => new FileNotebook(where, () => time);

async function noted() {
  const notes = notebook();
  time += 5000;
  await notes.write(HEAD, NOTE);
  return join(folder, 'notes', `${HEAD}.json`);
}

describe('the notes of a verification', () => {
  it('are found again by the archive, and only readable for their owner', async () => {
    const file = await noted();
    expect(await notebook().read(HEAD)).toEqual(NOTE);
    expect(await notebook().read('b'.repeat(64))).toBeUndefined();
    expect(statSync(file).mode & 0o077).toBe(0);
  });

  it('are written at most every few seconds, and whole or not at all', async () => {
    const notes = notebook();
    time += 1000;
    await notes.write(HEAD, NOTE);
    expect(await notebook().read(HEAD)).toBeUndefined();
    time += 2500;
    await notes.write(HEAD, NOTE);
    time += 100;
    await notes.write(HEAD, { ...NOTE, done: 13 });
    expect(await notebook().read(HEAD)).toEqual(NOTE);
    expect(readdirSync(join(folder, 'notes'))).toEqual([`${HEAD}.json`]);
  });

  it('are thrown away with the verdict', async () => {
    await noted();
    const notes = notebook();
    notes.forget();
    expect(await notes.read(HEAD)).toEqual(NOTE);
    notes.forget();
    expect(await notes.read(HEAD)).toBeUndefined();
  });

  it.each([
    ['of another program', (text: string) => text.replace('"rules":1', '"rules":0')],
    ['that are broken', (text: string) => text.slice(1)],
    ['that are of another form', (text: string) => text.replace('"done":12', '"done":"12"')],
  ])('are passed over: %s', async (_, change) => {
    const file = await noted();
    writeFileSync(file, change(readFileSync(file, 'utf8')));
    expect(await notebook().read(HEAD)).toBeUndefined();
  });

  it('are done without where nothing can be written', async () => {
    const blocked = join(folder, 'file');
    writeFileSync(blocked, '');
    const notes = notebook(join(blocked, 'notes'));
    time += 5000;
    await notes.write(HEAD, NOTE);
    expect(await notes.read(HEAD)).toBeUndefined();
  });

  it('break where the program is wrong', async () => {
    const notes = notebook('\0');
    await expect(notes.read(HEAD)).rejects.toThrow('null bytes');
    time += 5000;
    await expect(notes.write(HEAD, NOTE)).rejects.toThrow('null bytes');
  });

  it('stand where the system keeps what can be made again', () => {
    expect(cacheFolder({ XDG_CACHE_HOME: '/var/cache/me' })).toBe('/var/cache/me/stimmhaus-verify');
    expect(cacheFolder({})).toBe(join(homedir(), '.cache', 'stimmhaus-verify'));
    expect(new FileNotebook()).toBeInstanceOf(FileNotebook);
  });
});

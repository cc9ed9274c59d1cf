import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { Prompt } from './prompt.ts';

function seated({ env = {}, isTTY }: { env?: Record<string, string>; isTTY?: boolean } = {}) {
  const stdin = Object.assign(new PassThrough(), { isTTY });
  const shown: string[] = [];
  const prompt = new Prompt({ stdin, stderr: { write: (text) => shown.push(text) }, env });
  return { stdin, shown, prompt };
}

describe('a question for a secret', () => {
  it('is not put where the environment answers it', async () => {
    const { prompt, shown, stdin } = seated({ env: { CODE: 'abc' } });
    expect(await prompt.secret('CODE', 'Code')).toBe('abc');
    expect(shown).toEqual([]);
    expect(stdin.listenerCount('data')).toBe(0);
    prompt.close();
  });

  it('takes one line of a pipe for each question, those too that came at once', async () => {
    const { prompt, shown, stdin } = seated();
    stdin.end('first\nsecond\n');
    expect(await prompt.secret('CODE', 'Code')).toBe('first');
    expect(await prompt.secret('PASSPHRASE', 'Passphrase')).toBe('second');
    expect(shown).toEqual(['Code: ', '\n', 'Passphrase: ', '\n']);
  });

  it('never shows what is typed at a terminal', async () => {
    const { prompt, shown, stdin } = seated({ isTTY: true });
    const answer = prompt.secret('CODE', 'Code');
    stdin.write('secret\r');
    expect(await answer).toBe('secret');
    expect(shown.join('')).toBe('Code: \n');
    prompt.close();
  });

  it('does not wait for ever where the input ends', async () => {
    const { prompt, stdin } = seated();
    stdin.end();
    await expect(prompt.secret('CODE', 'Code')).rejects.toThrow('no answer, and no CODE');
  });

  it('leaves the input when nothing more is asked', async () => {
    const { prompt, stdin } = seated();
    stdin.write('first\n');
    await prompt.secret('CODE', 'Code');
    prompt.close();
    expect(stdin.isPaused()).toBe(true);
  });
});

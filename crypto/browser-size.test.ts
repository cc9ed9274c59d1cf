import { gzipSync } from 'node:zlib';
import { build, type Rolldown } from 'vite';
import { describe, expect, it } from 'vitest';

/** What a booth takes from the front door. */
const BOOTH = `export { checkOpenedBallot, createBallot, createCredential, derivePrivateCredential, ed25519, openBallot,
  parseElection, publicCredential } from '${import.meta.dirname}/index.ts';`;
const ENTRY = '\0booth.ts';

async function bundled(): Promise<string> {
  const source = {
    name: 'booth-source',
    enforce: 'pre' as const,
    resolveId: (id: string) => (id.endsWith('booth.ts') ? ENTRY : null),
    load: (id: string) => (id === ENTRY ? BOOTH : null),
  };
  const rolldownOptions = { input: 'booth.ts', preserveEntrySignatures: 'strict' as const };
  const result = await build({
    configFile: false,
    logLevel: 'error',
    plugins: [source],
    build: { write: false, rolldownOptions },
  });
  const { output } = result as Rolldown.RolldownOutput;
  return output.map((chunk) => ('code' in chunk ? chunk.code : '')).join('');
}

describe('in the booth', () => {
  it('the protocol takes less than a third of the 100 kB that the booth may have', async () => {
    expect(gzipSync(await bundled()).length).toBeLessThan(33_000);
  });

  it('there is only what a booth needs: no other group, no engine of the server, no verifier of archives', async () => {
    const code = await bundled();
    expect(code).toContain('prove|');
    for (const foreign of [
      'BELENIOS-2048',
      '20694785691422546401',
      'crypto_core_ed25519',
      'EncryptedTally',
      'node:',
    ])
      expect(code).not.toContain(foreign);
  });
});

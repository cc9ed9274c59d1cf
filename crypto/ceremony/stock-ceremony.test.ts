import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import { sodiumEd25519 as group } from '../testing/election.ts';
import { heldCeremony, seedsFor } from '../testing/held-election.ts';
import { itWithStockTool, stockTool } from '../testing/stock.ts';
import type { SharesMessage } from './messages.ts';

describe('a ceremony of ours', () => {
  itWithStockTool('gives stock belenios-tool the same keys from a seed and the shares', async (folder) => {
    const seeds = seedsFor(3);
    const scope = { group, uuid: 'StimmhausTest22', size: 3, threshold: 2 };
    const { messages, parameters } = await heldCeremony(scope, seeds);
    const polynomials = messages.slice(6, 9).map((raw) => (JSON.parse(raw) as SharesMessage).polynomial);
    const write = (name: string, lines: readonly object[]) =>
      writeFileSync(join(folder, name), lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
    write('certs.jsons', parameters.certs);
    const generate = [
      'setup',
      'generate-trustee-key-threshold',
      '--group',
      'Ed25519',
      '--certs',
      'certs.jsons',
    ];
    seeds.forEach((seed, i) => {
      writeFileSync(join(folder, `${i}.key`), seed);
      const input = JSON.stringify({
        polynomial: polynomials[i]!.polynomial,
        secrets: polynomials.map(({ secrets }) => secrets[i]),
        coefexps: parameters.coefexps,
        signatures: parameters.signatures,
      });
      const { status, stdout } = stockTool([...generate, '--key', `${i}.key`, '--step', '5'], {
        cwd: folder,
        input,
      });
      expect(status).toBe(0);
      const { public_key: key } = JSON.parse(stdout) as { public_key: { public_key: string } };
      expect(key.public_key).toBe(parameters.verification_keys[i]!.public_key);
    });
    expect(readFileSync(join(folder, 'certs.jsons'), 'utf8').split('\n')).toHaveLength(4);
  });
});

import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { config, isPlayground } from '#lib/platform/server/config.server.ts';

const kept = z.strictObject({
  uuid: z.string(),
  index: z.number().int(),
  seed: z.string(),
  file: z.string(),
});
const box = z.array(kept).max(100);
export type DemoKey = z.infer<typeof kept>;

/** The passphrase of every key file of the demo; shown beside them. */
export const DEMO_PASSPHRASE = 'offenes Geheimnis der Vorführung';

function place(): string {
  return join(config().STATE_DIR, 'demo-keys.json');
}

/** The trustees' keys of the demo, which it hands out so that one person can play all of them. Never in production. */
export function demoKeys(): readonly DemoKey[] {
  if (!isPlayground() || !existsSync(place())) return [];
  return box.parse(JSON.parse(readFileSync(place(), 'utf8')));
}

export function keepDemoKeys(keys: readonly DemoKey[]): void {
  mkdirSync(config().STATE_DIR, { recursive: true, mode: 0o700 });
  writeFileSync(place(), JSON.stringify([...demoKeys(), ...keys]), { mode: 0o600 });
}

import { createWriteStream, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { PUBLIC_FILES, publicFile } from '#lib/referendums/server/public-files.ts';

/** Writes the public files of a counted referendum, as a stranger would download them. */
export async function writePublicFiles(uuid: string, folder: string): Promise<void> {
  mkdirSync(folder, { recursive: true });
  for (const name of PUBLIC_FILES) {
    const bytes = await publicFile(uuid, name);
    if (!bytes) throw new Error(`${name} does not exist`);
    await pipeline(bytes, createWriteStream(join(folder, name)));
  }
}

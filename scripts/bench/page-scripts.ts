import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** A page, and the scripts that the browser loads before it stands. */
export interface PageScripts {
  readonly route: string;
  readonly scripts: readonly string[];
}

interface Manifest {
  readonly _: {
    readonly client: { readonly imports: readonly string[] };
    readonly routes: readonly {
      readonly id: string;
      readonly page: { readonly layouts: readonly (number | undefined)[]; readonly leaf: number } | null;
    }[];
  };
}

/** In the server's module of a page: its own scripts and all that they import. */
const IMPORTS = /export const imports = (\[[^\]]*\]);/;

/** Every page of the product but its workshop under `/dev`; `output` is what the build leaves in `.svelte-kit/output`. */
export async function pageScripts(output: string): Promise<readonly PageScripts[]> {
  const address = pathToFileURL(join(output, 'server', 'manifest-full.js')).href;
  const { manifest } = (await import(address)) as { manifest: Manifest };
  const { client, routes } = manifest._;
  return routes.flatMap(({ id, page }) => {
    if (!page || id.startsWith('/dev/')) return [];
    const parts = [...page.layouts, page.leaf].filter((part) => part !== undefined);
    const scripts = parts.flatMap((part) => importsOf(output, part));
    return [{ route: id, scripts: [...new Set([...client.imports, ...scripts])] }];
  });
}

function importsOf(output: string, part: number): readonly string[] {
  const text = readFileSync(join(output, 'server', 'nodes', `${part}.js`), 'utf8');
  return JSON.parse(IMPORTS.exec(text)?.[1] ?? '[]') as string[];
}

import { globSync } from 'node:fs';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { database } from '#lib/platform/server/database.server.ts';
import { inRoot, root } from '../../scripts/running/root.ts';
import { ask, submit, write, type Asker } from '../attacks/asking.ts';
import { ACTORS, ROWS, type Fields, type Row, type Write } from './rows.ts';
import { setStage, type Stage } from './stage.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await setStage();
});
afterAll(() => stage?.stop());

interface Served {
  page: boolean;
  reads: boolean;
  writes: string[];
}

const METHODS = ['POST', 'PUT', 'PATCH', 'DELETE'];

/** What stands in src/routes: each address with what it shows and what it does. */
async function servedRoutes(): Promise<Map<string, Served>> {
  const found = new Map<string, Served>();
  const files = globSync('src/routes/**/{+page.svelte,+page.ts,+page.server.ts,+server.ts}', { cwd: root });
  for (const file of files) {
    const folders = file.split('/').slice(2, -1);
    const id = `/${folders.filter((folder) => !folder.startsWith('(')).join('/')}`;
    const served = found.get(id) ?? { page: false, reads: false, writes: [] };
    found.set(id, served);
    if (file.endsWith('.svelte') || file.endsWith('+page.ts')) served.page = served.reads = true;
    if (!file.endsWith('server.ts')) continue;
    const module = (await import(inRoot(file))) as Record<string, unknown>;
    if ('GET' in module || 'load' in module) served.reads = true;
    served.writes.push(...Object.keys((module.actions ?? {}) as object));
    served.writes.push(...METHODS.filter((method) => method in module));
  }
  return found;
}

const filled = (text: string): string =>
  text.replace(/[[{](\w+)[\]}]/g, (_, name: string) => stage.params[name] ?? name);

function addressOf(id: string, { params = {}, query = '' }: Row): string {
  const path = id.replace(/\[(\w+)\]/g, (whole, name: string) => params[name] ?? whole);
  return filled(path) + filled(query);
}

const denied = ACTORS.slice(0, 4);

describe('[W-01] [R-56] the routes of the house', () => {
  it('all stand in the table, each with all that it shows and does', async () => {
    const served = await servedRoutes();
    expect([...served.keys()].sort()).toEqual(Object.keys(ROWS).sort());
    for (const [id, { reads, writes }] of served) {
      const row = ROWS[id]!;
      expect(row.reads !== undefined, id).toBe(reads);
      expect(Object.keys(row.writes ?? {}).sort(), id).toEqual(writes.sort());
    }
  });

  it.each(Object.keys(ROWS).filter((id) => ROWS[id]!.reads))('show %s to whom they should', async (id) => {
    const row = ROWS[id]!;
    const address = addressOf(id, row);
    const seen: number[] = [];
    for (const actor of ACTORS) seen.push((await ask(stage.askers[actor], address)).status);
    expect(seen, address).toEqual([...row.reads!]);
  });
});

describe('[W-02] the bare content of a page', () => {
  const pages = Object.keys(ROWS).filter((id) => ROWS[id]!.reads?.some((status) => status !== 200));

  /** What the last node of the answer says: the page itself, without the frames around it. */
  async function contentFor(asker: Asker, address: string): Promise<string[]> {
    const [path = '', query = ''] = address.split('?', 2);
    const said: string[] = [];
    // Each frame may be left out by whoever asks, so no frame may be what keeps them out.
    for (const left of ['', '1', '01', '001', '0001']) {
      const wish = `x-sveltekit-invalidated=${left}`;
      const { status, text } = await ask(asker, `${path}/__data.json?${query}${query && '&'}${wish}`);
      if (status === 200) said.push(text);
    }
    return said;
  }

  it.each(pages)('of %s is denied to whom the page is denied', async (id) => {
    const row = ROWS[id]!;
    for (const [place, actor] of ACTORS.entries()) {
      if (row.reads![place] !== 404 && !(place === 0 && row.reads![0] === 303)) continue;
      for (const text of await contentFor(stage.askers[actor], addressOf(id, row))) {
        const { type, nodes = [] } = JSON.parse(text) as {
          type: string;
          nodes?: ({ type: string } | null)[];
        };
        const last = nodes.findLast((node) => node?.type !== 'skip');
        expect(
          type === 'redirect' || last === undefined || last?.type !== 'data' || isFrame(nodes),
          `${actor}: ${text}`,
        ).toBe(true);
      }
    }
  });

  /** The page's own node was not asked for. */
  const isFrame = (nodes: readonly ({ type: string } | null)[]): boolean => nodes.at(-1)?.type !== 'data';
});

/** All rows of all tables but those that count tries, keep evidence of them or know when somebody was here. */
async function everything(): Promise<string> {
  const tables = await database().execute<{ name: string }>(sql`
    select table_name as name from information_schema.tables where table_schema = 'public'
      and table_type = 'BASE TABLE' order by 1`);
  const kept = tables.filter(({ name }) => !/^(evidence|session|tries_counted|daily_key)/.test(name));
  const hashes = kept.map(
    ({ name }) =>
      sql`select ${name}::text as name, md5(string_agg(t::text, '|' order by t::text)) as h from ${sql.identifier(name)} t`,
  );
  return JSON.stringify(await database().execute(sql`${sql.join(hashes, sql` union all `)} order by 1`));
}

describe('[W-01] what a route does', () => {
  const acts = Object.entries(ROWS).flatMap(([id, row]) =>
    Object.entries(row.writes ?? {}).flatMap(([name, how]) =>
      how === 'for everyone' ? [] : [{ id, name, how }],
    ),
  );

  let untouched = '';
  beforeAll(async () => {
    untouched = await everything();
  });

  async function tryTo(asker: Asker, { id, name, how }: { id: string; name: string; how: Write }) {
    const address = addressOf(id, ROWS[id]!);
    const fields: Fields = Object.fromEntries(
      Object.entries(how.fields).map(([key, text]) => [key, filled(text)]),
    );
    if (METHODS.includes(name)) {
      return write(asker, address, { method: name, body: new URLSearchParams(fields) });
    }
    const query = name === 'default' ? '' : `${address.includes('?') ? '&' : '?'}/${name}`;
    return submit(asker, address + query, fields);
  }

  it.each(acts)('$id ($name) is done for nobody who may not, and changes nothing', async (act) => {
    for (const actor of act.how.denied === 'strangers' ? denied.slice(0, 1) : denied) {
      const answer = await tryTo(stage.askers[actor], act);
      const what = `${actor}: ${JSON.stringify(answer)}`;
      if ('type' in answer) expect(['error', 'failure'], what).toContain(answer.type);
      if ('content' in answer && act.how.code) expect(answer.content.code, what).toBe(act.how.code);
      else expect([401, 403, 404, 410], what).toContain(answer.status);
    }
    expect(await everything()).toBe(untouched);
  });
});

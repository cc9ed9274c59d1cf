import { describe, expect, it } from 'vitest';
import { brokenRules, configuration } from './planted.ts';

interface Case {
  readonly rule: string;
  /** The file that may not import … */
  readonly from: string;
  /** … this, as it would write it, and where that leads in our own tree. */
  readonly to: string;
  readonly at?: string;
  /** A place which may import the same. */
  readonly twin?: string;
}

const LADDER = [
  'record',
  'accounts',
  'membership',
  'statutes',
  'eligibility',
  'discussions',
  'motions',
  'congress',
];
const BESIDE = ['surveys', 'referendums', 'outreach', 'commons'];

const facts = (name: string) => ({ to: `#lib/${name}/facts.ts`, at: `src/lib/${name}/facts.ts` });

const ladder: Case[] = LADDER.map((name, index) => ({
  rule: `${name} knows nothing of what stands above it`,
  from: `src/lib/${name}/server/here.ts`,
  ...facts(LADDER[index + 1] ?? 'referendums'),
  twin: 'src/wiring/here.ts',
}));
const beside: Case[] = BESIDE.map((name, index) => ({
  rule: `${name} stands beside its neighbours and does not lean on them`,
  from: `src/lib/${name}/server/here.ts`,
  ...facts(BESIDE[(index + 1) % BESIDE.length] as string),
  twin: 'src/wiring/here.ts',
}));

const single: Case[] = [
  {
    rule: 'the ground knows no capability',
    from: 'src/lib/platform/server/here.ts',
    ...facts('accounts'),
    twin: 'src/lib/membership/server/here.ts',
  },
  {
    rule: "notices listens to others' facts only",
    from: 'src/lib/notices/server/here.ts',
    to: '#lib/motions/server/index.ts',
    at: 'src/lib/motions/server/index.ts',
    twin: 'src/lib/congress/server/here.ts',
  },
  {
    rule: 'nothing in the library knows the wiring',
    from: 'src/lib/motions/server/here.ts',
    to: '#wiring/jobs.ts',
    at: 'src/wiring/jobs.ts',
    twin: 'src/routes/+page.server.ts',
  },
  {
    rule: 'nothing but Kit knows the routes',
    from: 'src/wiring/here.ts',
    to: '../routes/words.ts',
    at: 'src/routes/words.ts',
    twin: 'src/routes/here.ts',
  },
  {
    rule: 'a capability reaches the server part of another through its front door',
    from: 'src/lib/motions/server/here.ts',
    to: '#lib/accounts/server/tables.ts',
    at: 'src/lib/accounts/server/tables.ts',
    twin: 'src/lib/accounts/server/here.ts',
  },
  {
    rule: 'pure files import pure files, zod and the protocol only',
    from: 'src/lib/motions/motion.ts',
    to: 'node:fs',
    twin: 'src/lib/motions/server/here.ts',
  },
  {
    rule: 'pure files speak no language',
    from: 'src/lib/motions/motion.ts',
    to: '#lib/i18n/words.ts',
    at: 'src/lib/i18n/words.ts',
    twin: 'src/lib/motions/ui/here.ts',
  },
  {
    rule: 'what is shown is made of the kit and of pure files',
    from: 'src/lib/motions/ui/Page.svelte',
    to: '#lib/motions/server/motions.ts',
    at: 'src/lib/motions/server/motions.ts',
    twin: 'src/routes/+page.server.ts',
  },
  {
    rule: 'the kit is made of itself and of pure files',
    from: 'src/lib/ui/Page.svelte',
    to: '#lib/platform/server/time/clock.server.ts',
    at: 'src/lib/platform/server/time/clock.server.ts',
    twin: 'src/routes/+page.server.ts',
  },
  {
    rule: 'what is shown never touches the database',
    from: 'src/lib/motions/ui/here.ts',
    to: 'drizzle-orm',
    twin: 'src/lib/motions/server/here.ts',
  },
  {
    rule: 'routes never touch tables',
    from: 'src/routes/+page.server.ts',
    to: '#lib/motions/server/tables.ts',
    at: 'src/lib/motions/server/tables.ts',
    twin: 'src/lib/motions/server/here.ts',
  },
  {
    rule: 'routes never touch the database',
    from: 'src/routes/+page.server.ts',
    to: 'drizzle-orm',
    twin: 'src/wiring/here.ts',
  },
  {
    rule: 'Kit is known to routes, hooks, what is shown and the form action only',
    from: 'src/lib/motions/server/here.ts',
    to: '@sveltejs/kit',
    twin: 'src/routes/+page.server.ts',
  },
  {
    rule: 'the outer server imports nothing of the app',
    from: 'src/server.ts',
    to: './lib/platform/ids.ts',
    at: 'src/lib/platform/ids.ts',
    twin: 'src/worker.ts',
  },
  {
    rule: 'the protocol is entered by its front door',
    from: 'src/lib/referendums/server/here.ts',
    to: '../../../../crypto/ballot.ts',
    at: 'crypto/ballot.ts',
    twin: 'crypto/here.ts',
  },
  {
    rule: 'the house itself does not need the command line of the protocol',
    from: 'src/lib/referendums/server/here.ts',
    to: '../../../../crypto/cli/verify.ts',
    at: 'crypto/cli/verify.ts',
    twin: 'scripts/postgres/here.ts',
  },
  {
    rule: 'the protocol is used by eligibility, referendums, congress, the record and the demo only',
    from: 'src/lib/motions/server/here.ts',
    to: '#crypto',
    at: 'crypto/index.ts',
    twin: 'src/lib/referendums/server/here.ts',
  },
  {
    rule: 'the protocol knows nothing of the house',
    from: 'crypto/ballot.ts',
    to: '../src/lib/platform/ids.ts',
    at: 'src/lib/platform/ids.ts',
    twin: 'src/lib/motions/server/here.ts',
  },
  {
    rule: 'the protocol needs noble and nothing else',
    from: 'crypto/ballot.ts',
    to: 'zod',
    twin: 'src/lib/motions/motion.ts',
  },
  {
    rule: 'the protocol calls nothing of Node but on its command line',
    from: 'crypto/ballot.ts',
    to: 'node:crypto',
    twin: 'crypto/cli/here.ts',
  },
  {
    rule: 'the protocol is reached by relative paths inside itself',
    from: 'crypto/ballot.ts',
    to: '#crypto',
    at: 'crypto/index.ts',
    twin: 'src/lib/referendums/server/here.ts',
  },
  {
    rule: 'every import leads somewhere',
    from: 'src/lib/motions/server/here.ts',
    to: './nowhere.ts',
  },
  {
    rule: 'what runs imports no tests',
    from: 'scripts/start.ts',
    to: '../tests/support/database.ts',
    at: 'tests/support/database.ts',
    twin: 'tests/elections/here.ts',
  },
];

const CIRCLE = 'nothing goes round in circles';
const cases = [...ladder, ...beside, ...single];

function filesOf({ from, to, at }: Case): Record<string, string> {
  return { ...(at ? { [at]: 'export const there = 1;\n' } : {}), [from]: importing(from, to) };
}

/** Types count as well, but in components, where the compiler drops them; there the linter sees to it. */
function importing(from: string, to: string): string {
  if (from.endsWith('.svelte')) {
    return `<script lang="ts">\n  import { there } from '${to}';\n</script>\n{there}\n`;
  }
  return `import type * as there from '${to}';\nexport type There = typeof there;\n`;
}

/** The twin imports the same file by a path that is right where it stands. */
function twinOf(one: Case & { readonly twin: string }): Record<string, string> {
  const { twin, at } = one;
  if (!at) return filesOf({ ...one, from: twin });
  const up = '../'.repeat(twin.split('/').length - 1) || './';
  return filesOf({ ...one, from: twin, to: one.to.startsWith('#') ? one.to : `${up}${at}` });
}

describe('import rules', () => {
  it.each(cases)('catch a planted violation: $rule', async (one) => {
    expect(await brokenRules(filesOf(one))).toContain(one.rule);
  });

  it.each(cases.filter((one): one is Case & { twin: string } => one.twin !== undefined))(
    'let the rightful import pass: $rule',
    async (one) => {
      expect(await brokenRules(twinOf(one))).toEqual([]);
    },
  );

  it('catch a planted circle', async () => {
    const circle = {
      'src/lib/motions/server/one.ts': "import './two.ts';\nexport {};\n",
      'src/lib/motions/server/two.ts': "import './one.ts';\nexport {};\n",
    };
    expect(await brokenRules(circle)).toContain(CIRCLE);
  });

  it('are all planted here', () => {
    const planted = new Set([CIRCLE, ...cases.map((one) => one.rule)]);
    expect(configuration.forbidden.map((rule) => rule.name).filter((name) => !planted.has(name))).toEqual([]);
  });
});

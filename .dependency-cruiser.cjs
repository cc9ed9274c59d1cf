// Who may import whom, as told in the README's architecture chapter. Every rule's name reads as a sentence, and
// tests/architecture/import-rules.test.ts plants a violation of each.

/** Bottom up: each may import those before it. */
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
/** Beside each other, above eligibility. */
const BESIDE = ['surveys', 'referendums', 'outreach', 'commons'];
const ABOVE_ELIGIBILITY = LADDER.slice(LADDER.indexOf('eligibility') + 1);
const CAPABILITIES = [...LADDER, ...BESIDE, 'notices'];
const GROUND = ['platform', 'ui', 'i18n'];

const inFolder = (...names) => `^src/lib/(${names.join('|')})/`;
const TEST = '(\\.test\\.ts$)|(/testing/)|(^crypto/vectors/)';
/** Shapes and decisions: TypeScript directly in a capability's folder. */
/** The files of a capability itself, and of a noun that has so many that it has a folder. */
const PURE = '^src/lib/([^/]+)/((joining|merging)/)?[^/]+\\.ts$';
const KIT = '^(\\$app|\\$env|\\$service-worker|@sveltejs/kit)|(^|/)node_modules/@sveltejs/kit/';
const FORM_ACTION = '^src/lib/platform/(server/)?form-action(\\.server)?\\.ts$';

function forbid(name, from, to) {
  return { name, severity: 'error', from, to };
}

/** A capability reaches down the ladder only. */
function ladderRule(name, index) {
  const higher = [...LADDER.slice(index + 1), ...BESIDE, 'notices'];
  return forbid(
    `${name} knows nothing of what stands above it`,
    { path: inFolder(name), pathNot: TEST },
    { path: inFolder(...higher) },
  );
}

function besideRule(name) {
  const others = [...BESIDE.filter((other) => other !== name), ...ABOVE_ELIGIBILITY, 'notices'];
  return forbid(
    `${name} stands beside its neighbours and does not lean on them`,
    { path: inFolder(name), pathNot: TEST },
    { path: inFolder(...others) },
  );
}

const ORDER = [
  forbid(
    'the ground knows no capability',
    { path: inFolder(...GROUND), pathNot: TEST },
    { path: inFolder(...CAPABILITIES) },
  ),
  ...LADDER.map(ladderRule),
  ...BESIDE.map(besideRule),
  forbid(
    "notices listens to others' facts only",
    { path: inFolder('notices'), pathNot: TEST },
    { path: inFolder(...CAPABILITIES.filter((name) => name !== 'notices')), pathNot: '/facts\\.ts$' },
  ),
  forbid(
    'nothing in the library knows the wiring',
    { path: '^src/lib/', pathNot: TEST },
    { path: '^src/wiring/' },
  ),
  forbid(
    'nothing but Kit knows the routes',
    { path: '^(src/(lib|wiring)|crypto|scripts)/' },
    { path: '^src/routes/' },
  ),
];

const ANATOMY = [
  forbid(
    'a capability reaches the server part of another through its front door',
    { path: inFolder(...CAPABILITIES), pathNot: TEST },
    { path: `${inFolder(...CAPABILITIES)}server/`, pathNot: ['^src/lib/$1/', '/server/index\\.ts$'] },
  ),
  forbid(
    'pure files import pure files, zod and the protocol only',
    { path: PURE, pathNot: [TEST, '^src/lib/(ui|i18n)/', FORM_ACTION] },
    { pathNot: [PURE, '^src/lib/i18n/', '(^|/)node_modules/zod/', '^zod', '^crypto/index\\.ts$'] },
  ),
  forbid(
    'pure files speak no language',
    { path: PURE, pathNot: [TEST, '^src/lib/(ui|i18n|platform)/'] },
    { path: '^src/lib/i18n/' },
  ),
  forbid(
    'what is shown is made of the kit and of pure files',
    { path: '^src/lib/([^/]+)/ui/', pathNot: TEST },
    { path: '^src/', pathNot: ['^src/lib/$1/ui/', '^src/lib/(ui|i18n)/', PURE] },
  ),
  forbid(
    'the kit is made of itself and of pure files',
    { path: '^src/lib/ui/', pathNot: TEST },
    { path: '^src/', pathNot: ['^src/lib/(ui|i18n)/', PURE] },
  ),
  forbid(
    'what is shown never touches the database',
    { path: '^src/lib/(ui/|[^/]+/ui/)', pathNot: TEST },
    { path: '(^|/)node_modules/(drizzle-orm|postgres|pg|pg-boss)/' },
  ),
  forbid(
    'routes never touch tables',
    { path: '^src/(routes/|hooks)', pathNot: TEST },
    { path: '/tables\\.ts$' },
  ),
  forbid(
    'routes never touch the database',
    { path: '^src/(routes/|hooks)', pathNot: TEST },
    { path: '(^|/)node_modules/(drizzle-orm|postgres|pg|pg-boss)/' },
  ),
  forbid(
    'Kit is known to routes, hooks, what is shown and the form action only',
    {
      path: '^src/',
      pathNot: [
        '^src/routes/',
        '^src/hooks',
        '^src/app\\.d\\.ts$',
        '^src/lib/ui/',
        '^src/lib/[^/]+/ui/',
        FORM_ACTION,
        TEST,
      ],
    },
    { path: KIT },
  ),
  forbid(
    'the outer server imports nothing of the app',
    { path: '^src/(server\\.ts|serving/)', pathNot: TEST },
    { path: '^src/(lib|wiring|routes)/' },
  ),
];

const PROTOCOL = [
  forbid(
    'the protocol is entered by its front door',
    { path: '^(src|scripts)/' },
    { path: '^crypto/', pathNot: ['^crypto/index\\.ts$', '^crypto/(cli|engine)/'] },
  ),
  forbid(
    'the house itself does not need the command line of the protocol',
    { path: '^src/', pathNot: TEST },
    { path: '^crypto/cli/' },
  ),
  forbid(
    'the protocol is used by eligibility, referendums, congress, the record and the demo only',
    {
      path: '^src/',
      pathNot: ['^src/lib/(eligibility|referendums|congress|record)/', '^src/wiring/demo/', PURE, TEST],
    },
    { path: '^crypto/' },
  ),
  forbid('the protocol knows nothing of the house', { path: '^crypto/' }, { path: '^(src|scripts|tests)/' }),
  forbid(
    'the protocol needs noble and nothing else',
    { path: '^crypto/', pathNot: [TEST, '^crypto/(cli|engine)/'] },
    { pathNot: ['^crypto/', '(^|/)node_modules/@noble/', '^@noble/'] },
  ),
  forbid(
    'the protocol calls nothing of Node but on its command line',
    { path: '^crypto/', pathNot: [TEST, '^crypto/(cli|engine)/'] },
    { dependencyTypes: ['core'] },
  ),
  forbid(
    'the protocol is reached by relative paths inside itself',
    { path: '^crypto/' },
    { path: '^crypto/', dependencyTypes: ['aliased'] },
  ),
];

const ORDERLINESS = [
  forbid('nothing goes round in circles', {}, { circular: true }),
  forbid(
    'every import leads somewhere',
    { path: '^(src|crypto|scripts|tests)/' },
    { couldNotResolve: true, pathNot: ['^\\$(app|env)', '/paraglide/', '^\\./\\$types'] },
  ),
  forbid(
    'what runs imports no tests',
    { pathNot: ['^tests/', TEST] },
    { path: ['^tests/', TEST], pathNot: '^crypto/vectors/' },
  ),
];

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [...ORDER, ...ANATOMY, ...PROTOCOL, ...ORDERLINESS],
  options: {
    doNotFollow: { path: ['node_modules', '/paraglide/'] },
    exclude: { path: '(^|/)(build|\\.svelte-kit)/' },
    tsPreCompilationDeps: true,
    combinedDependencies: false,
    skipAnalysisNotInRules: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['svelte', 'import', 'node', 'default'],
      extensions: ['.ts', '.mjs', '.js', '.svelte', '.json'],
    },
  },
};

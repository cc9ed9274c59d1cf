import type { KnipConfig } from 'knip';

/** What a stylesheet takes from packages: the faces it loads. */
function importsOfStyles(text: string): string {
  return [...text.matchAll(/url\('(@[^']+)'\)/g)].map(([, path]) => `import '${path}';`).join('\n');
}

/** Everything that is started from outside; whatever none of it reaches is unused. */
export default {
  entry: [
    'src/server.ts',
    'src/worker.ts',
    'src/routes/**/+*.{ts,svelte}',
    'scripts/*.{ts,mjs}',
    'scripts/running/end-with-parent.ts',
    'scripts/delegate-key/command.ts',
    'scripts/postcodes/command.ts',
    'scripts/election/seed-people.ts',
    'src/wiring/demo/seed.ts',
    'src/lib/referendums/server/threads/thread.ts',
    'src/lib/referendums/ui/verification/check-worker.ts',
    'crypto/cli/*.ts',
    '{src,crypto,scripts,tests}/**/*.test.ts',
    'tests/faults/act.ts',
    'tests/support/seed.ts',
    'tests/secrecy/{vote-run,without-rewriting,full-size}.ts',
  ],
  project: ['{src,crypto,scripts,tests}/**/*.{ts,mjs,js,svelte,css}', '*.config.{js,ts}'],
  compilers: { css: importsOfStyles },
  ignoreBinaries: ['apt-get'],
  // Named as a path in svelte-kit's own file, read as files by the PDF writer, started by name.
  ignoreDependencies: [
    '@inlang/paraglide-js',
    '@inlang/plugin-message-format',
    '@fontsource/atkinson-hyperlegible-next',
    '@fontsource/noto-sans',
    'svelte-check',
  ],
  ignoreExportsUsedInFile: true,
} satisfies KnipConfig;

import { showNode } from './running/program.ts';
import { inRoot } from './running/root.ts';

/** The analyst is made of the tests' own code: this only starts it at full size. */
process.exitCode = await showNode([inRoot('tests', 'secrecy', 'full-size.ts'), ...process.argv.slice(2)]);

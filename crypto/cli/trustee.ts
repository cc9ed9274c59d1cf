#!/usr/bin/env node
import { runTrustee } from './trustee/run.ts';

process.exitCode = await runTrustee(process.argv.slice(2), {
  out: (line) => process.stdout.write(`${line}\n`),
  err: (line) => process.stderr.write(`${line}\n`),
});

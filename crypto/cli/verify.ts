#!/usr/bin/env node
import { run } from './run.ts';

// Started by another process over a channel, we end when that process does.
process.once('disconnect', () => process.exit(2));
process.channel?.unref();

process.exitCode = await run(process.argv.slice(2), {
  out: (line) => process.stdout.write(`${line}\n`),
  err: (line) => process.stderr.write(`${line}\n`),
});

#!/usr/bin/env node
import { streamOutlet } from './outlet.ts';
import { run } from './run.ts';

// Started by another process over a channel, we end when that process does; the channel alone does not keep us.
process.once('disconnect', () => process.exit(2));
process.channel?.unref();

process.exitCode = await run(process.argv.slice(2), streamOutlet(process));

#!/usr/bin/env node
import { streamOutlet } from './outlet.ts';
import { Prompt } from './trustee/prompt.ts';
import { runTrustee } from './trustee/run.ts';

const prompt = new Prompt(process);
process.exitCode = await runTrustee(process.argv.slice(2), streamOutlet(process), prompt);
prompt.close();

import { availableParallelism } from 'node:os';
import { PREPARATIONS, STEPS, type Step } from './checking/steps.ts';
import { run } from './running/trouble.ts';

/** Runs every step, also after one failed, so that one run shows everything; `npm run check -- lint` runs one. */
async function main(): Promise<number> {
  const wanted = process.argv.slice(2);
  const steps = STEPS.filter((step) => wanted.length === 0 || wanted.includes(step.name));
  const failed: string[] = [];
  const work = async (queue: Step[]): Promise<void> => {
    for (let step = queue.shift(); step; step = queue.shift())
      if (!(await passes(step))) failed.push(step.name);
  };
  await work([...PREPARATIONS]);
  const queue = [...steps];
  await Promise.all(Array.from({ length: Math.min(availableParallelism(), 3) }, () => work(queue)));
  console.log(failed.length === 0 ? 'All checks passed.' : `Not passed: ${failed.join(', ')}.`);
  return failed.length === 0 && steps.length > 0 ? 0 : 1;
}

async function passes({ name, run: work }: Step): Promise<boolean> {
  const started = performance.now();
  const { code, output } = await work();
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  const told = code === 0 ? '' : `\n${output.trim()}`;
  console.log(`${code === 0 ? 'passed' : 'FAILED'}  ${name} (${seconds} s)${told}`);
  return code === 0;
}

await run(main);

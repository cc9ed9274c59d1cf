import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { chromium, type Browser } from '@playwright/test';
import { checkBallot, createCredential, ed25519, parseElection } from '../../crypto/index.ts';
import { chromiumArguments, ensureChromium } from '../running/chromium.ts';
import { inRoot } from '../running/root.ts';
import { Trouble } from '../running/trouble.ts';
import { buildIfChanged } from '../starting/building.ts';
import { boothScripts, gzippedKilobytes } from './booth-scripts.ts';
import { figureOf, type Print } from './figure.ts';
import { sampleElection } from './sample-election.ts';

const ROUNDS = 25;
const SLOW_DOWN = 4;

const say = (sentence: string): void => console.error(sentence);

/** What the booth's own worker is sent, and what comes back. */
interface Order {
  readonly election: string;
  readonly code: string;
  readonly votes: readonly (readonly number[])[];
}
interface Made {
  readonly ms: number;
  readonly ballot: string;
}

/** Making a ballot of three answers in a browser by the built booth's own script, and the weight of its scripts. */
export async function benchBallot(print: Print): Promise<void> {
  await buildIfChanged(say);
  const build = inRoot('build');
  const { firstView, later } = boothScripts(build);
  const weigh = (name: string, scripts: readonly string[], limit?: { readonly most: number }): void => {
    const samples = [gzippedKilobytes(build, scripts)];
    print({ ...figureOf({ name, unit: 'kB gzip', samples, ...(limit && { limit }) }) });
  };
  weigh('booth-scripts-first-view', firstView, { most: 100 });
  weigh('booth-scripts-all', [...firstView, ...later]);
  const worker = later.find((path) => path.includes('/ballot-worker-'));
  if (!worker) throw new Trouble('The built booth has no worker that makes ballots.');
  const server = await serveFile(join(build, 'client', worker));
  const browser = await chromium.launch({
    executablePath: await ensureChromium(say),
    args: chromiumArguments(),
  });
  try {
    const address = `http://localhost:${(server.address() as AddressInfo).port}`;
    const fast = await rounds(() => inWorker(browser, address));
    print({ ...figureOf({ name: 'ballot-chromium', unit: 'ms', samples: fast, limit: { most: 60 } }) });
    const slow = await rounds(() => inSlowPage(browser, address));
    const name = `ballot-chromium-${SLOW_DOWN}x-slower`;
    print({ ...figureOf({ name, unit: 'ms', samples: slow, limit: { most: 300 } }) });
  } finally {
    await browser.close();
    server.close();
  }
}

/** An empty page and the one script. */
async function serveFile(path: string): Promise<Server> {
  const script = readFileSync(path);
  const server = createServer((request, response) => {
    const isScript = request.url === '/worker.js';
    response.setHeader('content-type', isScript ? 'text/javascript' : 'text/html');
    response.end(isScript ? script : '<!doctype html><title>Messung</title>');
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return server;
}

async function rounds(make: () => Promise<Made>): Promise<number[]> {
  const samples: number[] = [];
  for (let round = 0; round < ROUNDS; round++) samples.push((await make()).ms);
  return samples;
}

const sample = sampleElection();
const election = parseElection(sample.election, [ed25519]);

function someOrder(): Order {
  return { election: sample.election, code: createCredential(), votes: [[0, 0, 1, 0]] };
}

/** As the booth does it: the worker got ready while the paper was filled in, and makes the ballot when it is folded. */
async function inWorker(browser: Browser, address: string): Promise<Made> {
  const page = await browser.newPage();
  await page.goto(address);
  const made = await page.evaluate(async (order: Order): Promise<Made> => {
    const worker = new Worker('/worker.js', { type: 'module' });
    worker.postMessage({ election: order.election });
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    const started = performance.now();
    worker.postMessage(order);
    const { data } = await new Promise<MessageEvent<{ ballot: string }>>((resolve, reject) => {
      worker.addEventListener('message', resolve);
      worker.addEventListener('error', () => reject(new Error('worker')));
    });
    return { ms: performance.now() - started, ballot: data.ballot };
  }, someOrder());
  await page.close();
  checkBallot(election, made.ballot);
  return made;
}

/** Chromium slows the page's own thread down, not its workers: the same script runs in the page. */
async function inSlowPage(browser: Browser, address: string): Promise<Made> {
  const page = await browser.newPage();
  await page.goto(address);
  const session = await page.context().newCDPSession(page);
  await session.send('Emulation.setCPUThrottlingRate', { rate: SLOW_DOWN });
  const made = await page.evaluate(async (order: Order): Promise<Made> => {
    const started = performance.now();
    const answers: { ballot: string }[] = [];
    window.postMessage = (answer: { ballot: string }) => void answers.push(answer);
    const script = '/worker.js';
    await import(script);
    window.dispatchEvent(new MessageEvent('message', { data: order }));
    return { ms: performance.now() - started, ballot: answers[0]?.ballot ?? '' };
  }, someOrder());
  await page.close();
  checkBallot(election, made.ballot);
  return made;
}

import { cpus, loadavg, platform, release, totalmem } from 'node:os';

/** What a figure must keep to: at most so much, or at least. */
export type Limit = { readonly most: number } | { readonly least: number };

/** One line of output. */
export interface Figure {
  readonly name: string;
  readonly median: number;
  readonly p95: number;
  readonly unit: string;
  readonly n: number;
  readonly limit: number | null;
  readonly bound: 'most' | 'least' | null;
  /** Null where there is no limit. */
  readonly holds: boolean | null;
}

export interface Measured {
  readonly name: string;
  readonly unit: string;
  readonly samples: readonly number[];
  readonly limit?: Limit;
  /** Which of the two the limit is for. */
  readonly judged?: 'median' | 'p95';
}

export type Print = (line: Readonly<Record<string, unknown>>) => void;

/** The value that so large a share of the samples does not exceed. */
export function quantile(samples: readonly number[], share: number): number {
  if (samples.length === 0) throw new RangeError('no samples');
  const sorted = samples.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] as number;
}

export function figureOf({ name, unit, samples, limit, judged = 'median' }: Measured): Figure {
  const values = { median: quantile(samples, 0.5), p95: quantile(samples, 0.95) };
  return {
    name,
    median: rounded(values.median),
    p95: rounded(values.p95),
    unit,
    n: samples.length,
    ...judgement(limit, values[judged]),
  };
}

function judgement(limit: Limit | undefined, value: number): Pick<Figure, 'limit' | 'bound' | 'holds'> {
  if (!limit) return { limit: null, bound: null, holds: null };
  if ('most' in limit) return { limit: rounded(limit.most), bound: 'most', holds: value <= limit.most };
  return { limit: rounded(limit.least), bound: 'least', holds: value >= limit.least };
}

/** Four digits say enough. */
export function rounded(value: number): number {
  return Number(value.toPrecision(4));
}

/** On what it was measured, and what else the machine had to do. */
export function machine(): Readonly<Record<string, unknown>> {
  const cores = cpus();
  return {
    system: `${platform()} ${release()} ${process.arch}`,
    cores: cores.length,
    processor: cores[0]?.model ?? 'unknown',
    memory: `${Math.round(totalmem() / 2 ** 30)} GiB`,
    node: process.version,
    load: loadavg()[0],
  };
}

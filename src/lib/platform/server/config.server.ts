import { z } from 'zod';

const port = z.coerce.number().int().min(0).max(65_535);
const origin = z.url({ protocol: /^https?$/ }).transform((url) => new URL(url).origin);
const list = z.string().transform((text) =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== ''),
);

/** Every environment variable the house reads, parsed once. README "Operating it" documents each. */
const environment = z.object({
  STIMMHAUS_MODE: z.enum(['production', 'demo', 'development', 'test']).default('production'),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  PORT: port.default(3000),
  HOST: z.string().default('127.0.0.1'),
  /** Scheme and host of the app. The outer server hands it on under this name, since adapter-node would misread ORIGIN. */
  STIMMHAUS_ORIGIN: origin.optional(),
  /** Second hostname on which only the booth is served. */
  BOOTH_ORIGIN: origin.optional(),
  /** Host names accepted when ORIGIN is not set. */
  ALLOWED_HOSTS: list.default(['localhost', '127.0.0.1', '[::1]']),
  /** How many proxies in front are trusted to append to X-Forwarded-For. */
  TRUSTED_PROXIES: z.coerce.number().int().min(0).max(5).default(0),
  SMTP_URL: z.url({ protocol: /^smtps?$/ }).optional(),
  MAIL_FROM: z.string().max(200).default('Stimmhaus <stimmhaus@localhost>'),
  /** 64 hex digits; encrypts record and card keys in the database. A file in STATE_DIR holds one if unset. */
  HOUSE_KEY: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .optional(),
  /** Folder outside the database for the house key and the restore marker. */
  STATE_DIR: z.string().default('var'),
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
  /** `no` when the worker runs alone (`npm run worker`). */
  WORKER_IN_PROCESS: z.enum(['yes', 'no']).default('yes'),
  /** Public keys of witnesses (C2SP vkey lines), comma-separated. */
  WITNESSES: list.default([]),
  DATABASE_POOL: z.coerce.number().int().min(2).max(100).default(12),
});

export type Config = z.infer<typeof environment>;

export class ConfigError extends Error {}

export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const parsed = environment.safeParse(given);
  if (parsed.success) return parsed.data;
  const first = parsed.error.issues[0];
  throw new ConfigError(
    `The environment variable ${first?.path.join('.')} cannot be used: ${first?.message}.`,
  );
}

let current: Config | undefined;

/** The configuration of this process, read from the environment on first use. */
export function config(): Config {
  current ??= readConfig(process.env);
  return current;
}

/** Demo pages, the in-app mailbox and the movable clock exist only in these modes. */
export function isPlayground(mode: Config['STIMMHAUS_MODE'] = config().STIMMHAUS_MODE): boolean {
  return mode !== 'production';
}

/** The host under which the house is known: part of the names of its logs, for all time. */
export function houseHost(): string {
  const origin = config().STIMMHAUS_ORIGIN;
  return origin ? new URL(origin).host : 'localhost';
}

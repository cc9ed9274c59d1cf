import pino from 'pino';
import { config } from './config.server.ts';
import { LogPaper } from './log-paper.ts';

/** Every field a log line may have. Bodies, cookies, codes, names and addresses have no field here. */
const ALLOWED = [
  'event',
  'code',
  'route',
  'method',
  'status',
  'ms',
  'job',
  'kind',
  'count',
  'attempt',
  'step',
  'port',
  'mode',
  'version',
] as const;

export type LogFields = Partial<Record<(typeof ALLOWED)[number], string | number | boolean>>;

export type Log = Record<'debug' | 'info' | 'warn' | 'error', (fields: LogFields, message?: string) => void>;

/** Keeps allowed fields of simple type and cuts long texts, so that no caller can log more by accident. */
export function allowedFields(fields: Readonly<Record<string, unknown>>): LogFields {
  const kept: Record<string, string | number | boolean> = {};
  for (const name of ALLOWED) {
    const value = fields[name];
    if (typeof value === 'string') kept[name] = value.slice(0, 120);
    if (typeof value === 'number' || typeof value === 'boolean') kept[name] = value;
  }
  return kept;
}

let logger: pino.Logger | undefined;

function line(level: 'debug' | 'info' | 'warn' | 'error') {
  return (fields: LogFields, message?: string): void => {
    const form = { level: config().LOG_LEVEL, base: null, timestamp: pino.stdTimeFunctions.isoTime };
    logger ??= pino(form, new LogPaper());
    logger[level](allowedFields(fields), message);
  };
}

export const log: Log = {
  debug: line('debug'),
  info: line('info'),
  warn: line('warn'),
  error: line('error'),
};

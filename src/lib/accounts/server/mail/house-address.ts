import { config } from '#lib/platform/server/config.server.ts';

/** Scheme and host for links in mails: from the configuration, never from a request. */
export function houseOrigin(): string {
  const { STIMMHAUS_ORIGIN, PORT } = config();
  return STIMMHAUS_ORIGIN ?? `http://localhost:${PORT}`;
}

export function houseAddress(path: string): string {
  return new URL(path, houseOrigin()).href;
}

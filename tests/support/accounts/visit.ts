import type { Visit } from '#lib/accounts/sign-in.ts';

let visits = 0;

/** A request from a network of its own, with a browser that was never here before. */
export function visit(wish: Partial<Visit> = {}): Visit {
  visits += 1;
  return {
    network: `198.51.100.${visits % 250}-${visits}`,
    userAgent: 'Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Gecko/20100101 Firefox/130.0',
    origin: 'http://localhost:3000',
    device: null,
    sessionId: null,
    ...wish,
  };
}

import { readFileSync } from 'node:fs';
import { createServer, type RequestListener, type Server } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { admitRequest } from './serving/admission.ts';
import { setSecurityHeaders } from './serving/security-headers.ts';
import { servingSettings, type ServingSettings } from './serving/settings.ts';

type Middleware = (req: unknown, res: unknown, next: () => void) => void;

/** Where the app finds the server it hangs its sockets on, and where it leaves what to stop. */
interface HouseGlobal {
  stimmhausServer?: Server;
  stimmhausStop?: () => Promise<void>;
}

const house = globalThis as HouseGlobal;
const settings = servingSettings(process.env);
prepareEnvironment();

let handler: Middleware | undefined;
const server = makeServer(settings, (req, res) => {
  setSecurityHeaders(res, settings.certificate !== null || settings.origin?.protocol === 'https:');
  const rejection = admitRequest(req, settings);
  if (rejection || !handler) {
    const { status, text } = rejection ?? { status: 503, text: 'The house is opening.' };
    res.writeHead(status, { 'content-type': 'text/plain; charset=utf-8', connection: 'close' }).end(text);
    return;
  }
  handler(req, res, () => res.writeHead(404).end());
});
server.requestTimeout = 60_000;
server.headersTimeout = 20_000;
server.keepAliveTimeout = 10_000;
house.stimmhausServer = server;

// A path the type checker cannot follow: the build exists only after it was made.
const built = new URL('../build/handler.js', import.meta.url).href;
({ handler } = (await import(built)) as { handler: Middleware });
server.on('error', (error: NodeJS.ErrnoException) => {
  const sentence =
    error.code === 'EADDRINUSE' ? `Port ${settings.port} is taken. Choose another with PORT.` : error.message;
  console.error(sentence);
  process.exit(1);
});
server.listen(settings.port, settings.host, () => {
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : settings.port;
  const scheme = settings.certificate ? 'https' : 'http';
  console.log(`Stimmhaus answers at ${settings.origin?.origin ?? `${scheme}://localhost:${port}`}`);
});

for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void stop());

/** Stops accepting, lets running requests end, then lets the app close jobs, sockets and database. */
async function stop(): Promise<void> {
  const forced = setTimeout(() => process.exit(0), 12_000);
  forced.unref();
  const closed = new Promise((resolve) => server.close(resolve));
  server.closeIdleConnections();
  await house.stimmhausStop?.();
  server.closeAllConnections();
  await closed;
  process.exit(0);
}

/** The adapter reads scheme, host and address from headers that only `admitRequest` writes. */
function prepareEnvironment(): void {
  process.env.STIMMHAUS_ORIGIN = settings.origin?.origin ?? '';
  delete process.env.ORIGIN;
  process.env.PROTOCOL_HEADER = 'x-stimmhaus-protocol';
  process.env.HOST_HEADER = 'x-stimmhaus-host';
  process.env.ADDRESS_HEADER = 'x-stimmhaus-address';
  process.env.BODY_SIZE_LIMIT = String(64 * 1024 * 1024);
}

function makeServer({ certificate }: ServingSettings, listener: RequestListener): Server {
  if (!certificate) return createServer(listener);
  return createSecureServer(
    { key: readFileSync(certificate.key), cert: readFileSync(certificate.cert) },
    listener,
  ) as unknown as Server;
}

import { isReady } from '#lib/platform/server/readiness.server.ts';

export async function GET(): Promise<Response> {
  const ready = await isReady();
  return new Response(ready ? 'ready\n' : 'not ready\n', { status: ready ? 200 : 503 });
}

import { connect } from 'node:net';
import { parse } from 'devalue';

export interface Asker {
  readonly url: string;
  /** A `cookie` header; nobody's without it. */
  readonly cookie?: string;
}

export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

/** One request as a script sends it: redirects are shown, not followed. */
export async function ask(asker: Asker, path: string, init: RequestInit = {}): Promise<Reply> {
  const headers = new Headers(init.headers);
  if (asker.cookie) headers.set('cookie', asker.cookie);
  const response = await fetch(asker.url + path, { redirect: 'manual', ...init, headers });
  return { status: response.status, headers: response.headers, text: await response.text() };
}

/** The same as a page's own script would write: it names its origin. */
export async function write(asker: Asker, path: string, init: RequestInit = {}): Promise<Reply> {
  const headers = new Headers(init.headers);
  if (!headers.has('origin')) headers.set('origin', asker.url);
  return ask(asker, path, { method: 'POST', ...init, headers });
}

export interface ActionReply {
  readonly type: 'success' | 'failure' | 'redirect' | 'error';
  readonly status: number;
  readonly location?: string;
  /** What the action gave back, with the code of a refusal. */
  readonly content: Readonly<Record<string, unknown>>;
}

/** Submits a form as a page with JavaScript does, and reads what the action answered. */
export async function submit(
  asker: Asker,
  path: string,
  fields: Readonly<Record<string, string>> | URLSearchParams | FormData,
): Promise<ActionReply> {
  const body = fields instanceof FormData ? fields : new URLSearchParams(fields);
  const headers = { accept: 'application/json', 'x-sveltekit-action': 'true' };
  const { status, text } = await write(asker, path, { body, headers });
  const reply = JSON.parse(text) as Partial<ActionReply> & { data?: string };
  const content = reply.data ? (parse(reply.data) as Record<string, unknown> | null) : null;
  return { type: 'error', ...reply, status: reply.status ?? status, content: content ?? {} };
}

/** Bytes exactly as given to a house on this machine; resolves to all it says until it hangs up, or to what was waited for. */
export async function rawExchange(
  url: string,
  bytes: string | Uint8Array,
  { until }: { readonly until?: string } = {},
): Promise<string> {
  const { port } = new URL(url);
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), '127.0.0.1');
    const heard: Buffer[] = [];
    const heardText = (): string => Buffer.concat(heard).toString('latin1');
    socket.on('data', (chunk) => {
      heard.push(chunk);
      if (until !== undefined && heardText().includes(until)) socket.destroy();
    });
    socket.on('error', (error: NodeJS.ErrnoException) =>
      // A house that has said no may hang up before the rest of a body is sent.
      heard.length > 0 || error.code === 'ECONNRESET' || error.code === 'EPIPE'
        ? resolve(heardText())
        : reject(error),
    );
    socket.on('close', () => resolve(heardText()));
    socket.write(bytes);
  });
}

/** A request line with headers, for `rawExchange`; it asks the house to hang up afterwards. */
export function rawRequest(line: string, headers: readonly string[], body = ''): string {
  return [`${line} HTTP/1.1`, ...headers, 'Connection: close', '', body].join('\r\n');
}

/** The status of each response in what a raw exchange heard. */
export function statusesOf(heard: string): number[] {
  return [...heard.matchAll(/^HTTP\/1\.1 (\d{3})/gm)].map((match) => Number(match[1]));
}

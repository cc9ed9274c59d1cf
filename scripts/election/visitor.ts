import { parse } from 'devalue';
import { Trouble } from '../running/trouble.ts';

/** What a form action answered. */
export interface ActionReply {
  readonly type: 'success' | 'failure' | 'redirect' | 'error';
  readonly location?: string;
  readonly content: Record<string, unknown>;
}

/** A browser as far as HTTP knows: it keeps its cookies and names its origin. Everything the script does goes through one. */
export class Visitor {
  readonly house: string;
  readonly #address: string;
  readonly #cookies = new Map<string, string>();

  /** @param address where it comes from, as the proxy in front of the house would say: everyone sits in another place */
  constructor(house: string, address: string) {
    this.house = house;
    this.#address = address;
  }

  async json<T>(path: string): Promise<T> {
    const response = await this.#send(path, {});
    if (!response.ok) throw new Trouble(`GET ${path} was answered with ${response.status}.`);
    return (await response.json()) as T;
  }

  async text(path: string): Promise<string> {
    const response = await this.#send(path, {});
    if (!response.ok) throw new Trouble(`GET ${path} was answered with ${response.status}.`);
    return response.text();
  }

  async bytes(path: string): Promise<Uint8Array> {
    const response = await this.#send(path, {});
    if (!response.ok) throw new Trouble(`GET ${path} was answered with ${response.status}.`);
    return new Uint8Array(await response.arrayBuffer());
  }

  /** Sends JSON to a machine route, as the booth does: without any cookie. */
  async post<T>(path: string, body: unknown): Promise<T> {
    const response = await fetch(this.house + path, {
      method: 'POST',
      body: JSON.stringify(body),
      headers: { origin: this.house, 'content-type': 'application/json' },
    });
    const content = (await response.json()) as T & { refused?: string };
    if (!response.ok) throw new Trouble(`POST ${path} was refused: ${content.refused}.`);
    return content;
  }

  /** Submits a form as the page would; what is refused ends the script. */
  async submit(path: string, fields: Readonly<Record<string, string>>): Promise<ActionReply> {
    const response = await this.#send(path, {
      method: 'POST',
      body: new URLSearchParams(fields),
      headers: { 'x-sveltekit-action': 'true', accept: 'application/json' },
    });
    const reply = (await response.json()) as { type: ActionReply['type']; location?: string; data?: string };
    const content = (reply.data ? parse(reply.data) : {}) as Record<string, unknown>;
    if (reply.type === 'failure' || reply.type === 'error') {
      throw new Trouble(`${path} was refused: ${JSON.stringify(content)}`);
    }
    return { type: reply.type, content, ...(reply.location ? { location: reply.location } : {}) };
  }

  async #send(path: string, init: RequestInit): Promise<Response> {
    const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const headers = {
      ...(init.headers as Record<string, string>),
      origin: this.house,
      cookie,
      'x-forwarded-for': this.#address,
    };
    const response = await fetch(this.house + path, { ...init, headers, redirect: 'manual' });
    for (const line of response.headers.getSetCookie()) {
      const [name = '', value = ''] = (line.split(';', 1)[0] ?? '').split('=', 2);
      this.#cookies.set(name, value);
    }
    return response;
  }
}

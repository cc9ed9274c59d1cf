import { Agent, request } from 'node:http';

/** A client with one connection of its own that stays open, from a place of its own. */
export class Web {
  readonly #house: URL;
  readonly #address: string;
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 1 });

  constructor(house: string, address: string) {
    this.#house = new URL(house);
    this.#address = address;
  }

  get(path: string): Promise<Reply> {
    return this.#send(path);
  }

  post(path: string, body: unknown): Promise<Reply> {
    return this.#send(path, JSON.stringify(body));
  }

  close(): void {
    this.#agent.destroy();
  }

  #send(path: string, body?: string): Promise<Reply> {
    const posting = { origin: this.#house.origin, 'content-type': 'application/json' };
    const options = {
      agent: this.#agent,
      host: this.#house.hostname,
      port: this.#house.port,
      path,
      method: body === undefined ? 'GET' : 'POST',
      headers: {
        host: this.#house.host,
        'x-forwarded-for': this.#address,
        ...(body === undefined ? {} : posting),
      },
    };
    const started = performance.now();
    return new Promise((resolve, reject) => {
      const sent = request(options, (response) => {
        const parts: Buffer[] = [];
        response.on('data', (part: Buffer) => parts.push(part));
        response.on('error', reject);
        response.on('end', () => {
          const ended = performance.now();
          const text = Buffer.concat(parts).toString('utf8');
          resolve({ status: response.statusCode ?? 0, text, ended, ms: ended - started });
        });
      });
      sent.on('error', reject);
      sent.end(body);
    });
  }
}

export interface Reply {
  readonly status: number;
  readonly text: string;
  /** When it was there, by the monotone clock in milliseconds, and how long it took. */
  readonly ended: number;
  readonly ms: number;
}

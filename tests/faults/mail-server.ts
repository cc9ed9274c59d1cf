import { once } from 'node:events';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { createInterface } from 'node:readline';

/** A mail server that a test can make refuse: it speaks just enough SMTP (RFC 5321). */
export class MailServer {
  /** Accepted messages, whole. */
  readonly messages: string[] = [];
  /** How many recipients are still put off ("451 greylisted"). */
  putOff = 0;
  /** Before it says that it took a message. */
  pauseMs = 0;
  readonly #sockets = new Set<Socket>();
  #server: Server | undefined;
  port = 0;

  async start(): Promise<void> {
    this.#server = createServer((socket) => void this.#talk(socket));
    this.#server.listen(this.port, '127.0.0.1');
    await once(this.#server, 'listening');
    this.port = (this.#server.address() as AddressInfo).port;
  }

  async stop(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    const server = this.#server;
    this.#server = undefined;
    if (server) await new Promise((resolve) => server.close(resolve));
  }

  async #talk(socket: Socket): Promise<void> {
    this.#sockets.add(socket);
    socket.on('error', () => {}).on('close', () => this.#sockets.delete(socket));
    const say = (line: string) => socket.write(`${line}\r\n`);
    say('220 test');
    let message: string[] | null = null;
    for await (const line of createInterface({ input: socket })) {
      if (message === null) message = this.#answer(line, say);
      else if (line !== '.') message.push(line);
      else {
        await new Promise((resolve) => setTimeout(resolve, this.pauseMs));
        this.messages.push(message.join('\n'));
        message = null;
        say('250 taken');
      }
    }
  }

  #answer(line: string, say: (line: string) => void): string[] | null {
    const verb = line.slice(0, 4).toUpperCase();
    if (verb === 'DATA') {
      say('354 go on');
      return [];
    }
    if (verb === 'RCPT' && this.putOff > 0) {
      this.putOff -= 1;
      say('451 4.7.1 greylisted, try again');
      return null;
    }
    say(verb === 'QUIT' ? '221 bye' : '250 ok');
    return null;
  }
}

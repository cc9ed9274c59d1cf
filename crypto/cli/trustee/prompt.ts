import { createInterface, type Interface } from 'node:readline';
import { Writable, type Readable } from 'node:stream';

/** Where somebody sits who can be asked. */
export interface Terminal {
  readonly stdin: Readable & { readonly isTTY?: boolean };
  readonly stderr: { write(text: string): unknown };
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** A secret from the environment, or typed without being shown; from a pipe, one line for each question. */
export class Prompt {
  readonly #terminal: Terminal;
  #input: { readonly reading: Interface; readonly lines: AsyncIterator<string> } | undefined;

  constructor(terminal: Terminal) {
    this.#terminal = terminal;
  }

  /** @throws Error where the input ends without an answer */
  async secret(name: string, question: string): Promise<string> {
    const { env, stderr } = this.#terminal;
    const given = env[name];
    if (given !== undefined) return given;
    stderr.write(`${question}: `);
    this.#input ??= this.#opened();
    const answer = await this.#input.lines.next();
    stderr.write('\n');
    if (answer.done) throw new Error(`no answer, and no ${name}`);
    return answer.value;
  }

  /** One reader for all questions: a second one would miss the lines that the first has read ahead. */
  #opened() {
    const { stdin } = this.#terminal;
    const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
    const reading = createInterface({ input: stdin, output: silent, terminal: stdin.isTTY === true });
    return { reading, lines: reading[Symbol.asyncIterator]() };
  }

  /** Lets go of the input, so that the process can end. */
  close(): void {
    this.#input?.reading.close();
  }
}

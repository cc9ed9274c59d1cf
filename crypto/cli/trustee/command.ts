import { parseArgs } from 'node:util';

/** How the trustee's key is given. */
export interface KeyPlace {
  /** The encrypted file; without it the printed code is asked for. */
  readonly file: string | undefined;
}

/** What was asked for. */
export type TrusteeCommand =
  | { readonly kind: 'code' }
  | { readonly kind: 'save'; readonly uuid: string; readonly index: number; readonly out: string }
  | { readonly kind: 'step'; readonly board: string; readonly key: KeyPlace }
  | {
      readonly kind: 'decrypt';
      readonly record: string;
      readonly key: KeyPlace;
      readonly owner: number | undefined;
      /** `SIZE:ROOT` of the closing checkpoint, as compared with the other trustees. */
      readonly closing: string | undefined;
    };

export const USAGE = `usage: trustee code                                              a new key, as a code to print
       trustee save --uuid UUID --index N --out FILE             the code into an encrypted file
       trustee step --board BOARD.json [--key FILE]              the next step of the ceremony
       trustee look --record RECORD.jsonl                        the closing checkpoint, to compare with the others
       trustee decrypt --record RECORD.jsonl --closing SIZE:ROOT [--key FILE | --index N]
asks for code and passphrase on standard input, or takes them from STIMMHAUS_CODE and STIMMHAUS_PASSPHRASE
exit status: 0 done, 1 refused, 2 not understood`;

const OPTIONS = {
  uuid: { type: 'string' },
  index: { type: 'string' },
  out: { type: 'string' },
  board: { type: 'string' },
  key: { type: 'string' },
  record: { type: 'string' },
  closing: { type: 'string' },
} as const;

/** The command in the arguments; nothing where they make none. */
export function parseTrusteeCommand(args: readonly string[]): TrusteeCommand | undefined {
  let parsed;
  try {
    parsed = parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true });
  } catch {
    return undefined;
  }
  const { values, positionals } = parsed;
  const { uuid, out, board, record, closing } = values;
  const index = values.index === undefined ? undefined : Number(values.index);
  const key = { file: values.key };
  const [kind, ...more] = positionals;
  if (more.length > 0 || (index !== undefined && !(Number.isInteger(index) && index >= 1 && index <= 15)))
    return undefined;
  if (kind === 'code') return { kind };
  if (kind === 'save' && uuid && index && out) return { kind, uuid, index, out };
  if (kind === 'step' && board) return { kind, board, key };
  if (kind === 'look' && record)
    return { kind: 'decrypt', record, key, owner: undefined, closing: undefined };
  const knowsOwner = key.file !== undefined || index !== undefined;
  if (kind === 'decrypt' && record && closing && knowsOwner)
    return { kind, record, key, owner: index, closing };
  return undefined;
}

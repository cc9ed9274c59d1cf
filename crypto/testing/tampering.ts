import { utf8ToBytes } from '@noble/hashes/utils.js';
import type { ByteSource } from '../archive/byte-queue.ts';
import { bytesOf } from '../archive/writer.ts';
import type { EntryOf, RecordEntry, RecordType } from '../record/entry.ts';

export type Changes = { [T in RecordType]?: (entry: EntryOf<T>) => Partial<EntryOf<T>> };

/** These entries with some of them changed. */
export function changed(entries: readonly RecordEntry[], changes: Changes): RecordEntry[] {
  return entries.map((entry) => {
    const change = changes[entry.type] as ((one: RecordEntry) => Partial<RecordEntry>) | undefined;
    return change ? ({ ...entry, ...change(entry) } as RecordEntry) : entry;
  });
}

/** These entries without those of one kind. */
export function without(type: RecordType, entries: readonly RecordEntry[]): RecordEntry[] {
  return entries.filter((entry) => entry.type !== type);
}

export async function textOf(source: ByteSource): Promise<string> {
  return new TextDecoder().decode(await bytesOf(source));
}

/** The same file with its text changed. */
export async function edited(
  open: () => ByteSource,
  edit: (text: string) => string,
): Promise<() => ByteSource> {
  const bytes = utf8ToBytes(edit(await textOf(open())));
  return () => [bytes];
}

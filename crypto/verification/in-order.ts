/**
 * Starts work on items as they come and gives the outcomes in their order, while at most `width` are under way.
 * The first that fails ends it.
 */
export async function* inOrder<T, R>(
  items: AsyncIterable<T> | Iterable<T>,
  { width, start }: { width: number; start: (item: T) => Promise<R> },
): AsyncGenerator<{ item: T; outcome: R }, void> {
  const pending: { item: T; outcome: Promise<R> }[] = [];
  for await (const item of items) {
    const outcome = start(item);
    // Awaited below; until then its failure must not count as unhandled.
    outcome.catch(() => undefined);
    pending.push({ item, outcome });
    if (pending.length < width) continue;
    const next = pending.shift()!;
    yield { item: next.item, outcome: await next.outcome };
  }
  for (const next of pending) yield { item: next.item, outcome: await next.outcome };
}

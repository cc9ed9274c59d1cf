/** A terminal, npm and the bootstrap each pass the same Ctrl-C on; only a later one is impatience. */
const ECHO_MS = 2_000;

/**
 * Resolves when we are asked to end: by a signal, or because whoever started us is gone.
 * Whoever asks again after a while is not kept waiting.
 */
export function stopRequested(): Promise<void> {
  return new Promise((resolve) => {
    let since: number | undefined;
    const ask = (): void => {
      since ??= Date.now();
      if (Date.now() - since > ECHO_MS) process.exit(130);
      resolve();
    };
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, ask);
    process.once('disconnect', resolve);
    process.channel?.unref();
  });
}

/** The exit code of a run that was interrupted, as shells give it. */
const interrupted = 130;

/**
 * Runs something that ends early when the process is told to stop (Ctrl-C, SIGTERM), and gives its exit code, or 130 then. A second
 * signal stops the process at once.
 */
export async function untilInterrupted(run: (signal: AbortSignal) => Promise<number>): Promise<number> {
  const stop = new AbortController();
  const interrupt = (): void => stop.abort(new Error("interrupted"));
  const signals = ["SIGINT", "SIGTERM"] as const;
  for (const signal of signals) process.once(signal, interrupt);
  try {
    const code = await run(stop.signal);
    return stop.signal.aborted ? interrupted : code;
  } finally {
    for (const signal of signals) process.off(signal, interrupt);
  }
}

import {stopwatch} from "../../data-loaders/clock.js";
import type {Write} from "../pipeline/progress.js";
import type {Study} from "../study.js";
import {accessTo, type Credentials} from "./access.js";
import {MlflowTrouble, openClient} from "./client.js";
import {loggedModels} from "./logged-models.js";
import {type Counts, mirrorStudy} from "./mirror-study.js";

/** What to mirror, and where to. */
export interface MirrorOptions {
  /** The address of the MLflow server, see `accessTo`. */
  readonly uri: string;
  readonly credentials?: Credentials;
  /** The store, whose lock the caller holds: two mirrors at once would make every run twice. */
  readonly state: string;
  readonly studies: readonly Study[];
  /** Where lines go: what was done, or why not. */
  readonly write: Write;
  readonly signal?: AbortSignal;
  /** Milliseconds for one request, and for all together. */
  readonly timeout?: number;
  readonly total?: number;
}

/** What a mirror did. */
export interface Mirrored extends Counts {
  /** True: the server has everything that it was to have. */
  readonly ok: boolean;
}

/**
 * Mirrors the runs and registries of studies to an MLflow server over its REST API. Only what is missing is sent: a second
 * mirror only reads, and what a killed one began is completed. Never throws: a server that is down, slow or answers
 * anything unexpected costs a warning line and at most the time given.
 */
export async function mirrorToMlflow(options: MirrorOptions): Promise<Mirrored> {
  const {uri, state, studies, write, timeout = 10_000, total = 120_000} = options;
  const access = accessTo(uri, options.credentials);
  const started = stopwatch();
  const patience = AbortSignal.timeout(total);
  const signal = AbortSignal.any([patience, ...(options.signal ? [options.signal] : [])]);
  const counts: Counts = {runs: 0, versions: 0, decisions: 0, aliases: 0};
  const warnings: string[] = [];
  const warn = (message: string): void => void warnings.push(access.hide(message));
  try {
    const client = openClient(access, {timeout, signal});
    const models = loggedModels(client);
    for (const study of studies) {
      try {
        await mirrorStudy({client, models, state, study, counts, warn});
      } catch (error) {
        if (error instanceof MlflowTrouble || signal.aborted) throw error;
        warn(`${study.id} could not be read from the store: ${(error as Error).message}`);
      }
    }
  } catch (error) {
    const late = `it was not done within ${total / 1000} s`;
    warn(options.signal?.aborted ? "interrupted" : patience.aborted ? late : (error as Error).message);
  }
  const where = `MLflow at ${access.base}`;
  const mirrored = listOf(counts);
  const seconds = ((stopwatch() - started) / 1000).toFixed(1);
  if (mirrored) write(`✓ ${where}: mirrored ${mirrored} in ${seconds} s.`);
  else if (warnings.length === 0) write(`✓ ${where}: up to date.`);
  for (const warning of warnings.slice(0, shown)) write(`! ${where}: ${warning}`);
  if (warnings.length > shown) write(`! ${where}: … and ${warnings.length - shown} more of the kind.`);
  if (warnings.length > 0)
    write("  The edition is whole without it; the next refresh mirrors what is missing.");
  return {ok: warnings.length === 0, ...counts};
}

const shown = 5;

/** "2 runs, 1 version"; empty where nothing was done. */
function listOf(counts: Counts): string {
  return Object.entries(counts)
    .filter(([, count]) => count > 0)
    .map(([name, count]) => `${count} ${count === 1 ? name.replace(/(?:(alias)e)?s$/, "$1") : name}`)
    .join(", ");
}

import type {Run} from "../../artifacts/runs.js";
import {formatNumber, withUnit} from "../../format.js";

/**
 * Power that a busy core is taken to draw, W: what the calculator of Lannelongue, Grealey and Inouye (2021), "Green Algorithms:
 * Quantifying the Carbon Footprint of Computation", takes for a processor that is not known.
 */
export const WATTS_PER_CORE = 12;

/** Where the assumption comes from. */
export const ENERGY_SOURCE = {
  title: "Lannelongue, Grealey and Inouye (2021), Green Algorithms",
  url: "https://doi.org/10.1002/advs.202100707"
} as const;

/** What a training took, with those that it combines. */
export interface Energy {
  readonly cpuSeconds: number;
  readonly wattHours: number;
  /** Trainings that are counted. */
  readonly runs: number;
  /** Candidates whose CPU time was not measured, or whose run is not published. */
  readonly unknown: readonly string[];
}

/**
 * The energy of a run and of the trainings on the same data that it combines (tag `combines`), and those that they combine, each once:
 * CPU seconds × `WATTS_PER_CORE`, an estimate of the processor alone.
 */
export function energyOf(run: Run, runs: readonly Run[]): Energy {
  const counted = new Map<string, number | null>();
  const visit = (candidate: string, found: Run | undefined): void => {
    if (counted.has(candidate)) return;
    counted.set(candidate, found?.cpuSeconds ?? null);
    const {combines = ""} = found?.tags ?? {};
    for (const name of combines.split(", ").filter(Boolean)) visit(name, newest(name, run, runs));
  };
  visit(run.candidate, run);
  const known = [...counted.values()].filter((seconds) => seconds !== null);
  const cpuSeconds = known.reduce((sum, seconds) => sum + seconds, 0);
  return {
    cpuSeconds,
    wattHours: (cpuSeconds * WATTS_PER_CORE) / 3600,
    runs: known.length,
    unknown: [...counted].flatMap(([name, seconds]) => (seconds === null ? [name] : []))
  };
}

function newest(candidate: string, {study, lineage}: Run, runs: readonly Run[]): Run | undefined {
  return runs
    .filter(
      (run) => run.study === study && run.candidate === candidate && run.lineage.dataHash === lineage.dataHash
    )
    .sort((a, b) => (a.startedAt < b.startedAt ? 1 : -1))[0];
}

/** The estimate in words with its assumption: "about 0.4 Wh: 120 CPU seconds of 5 trainings at an assumed 12 W for a busy core"; null where nothing was measured. */
export function energyText({cpuSeconds, wattHours, runs, unknown}: Energy): string | null {
  if (runs === 0) return null;
  const decimals = wattHours < 0.1 ? 3 : wattHours < 10 ? 2 : 0;
  const trainings = runs === 1 ? "" : ` of ${runs} trainings`;
  const missing = unknown.length ? `; not measured: ${unknown.join(", ")}` : "";
  return `About ${withUnit(formatNumber(wattHours, decimals), "Wh")}: ${formatNumber(cpuSeconds, cpuSeconds < 10 ? 1 : 0)} CPU seconds${trainings} at an assumed ${withUnit(formatNumber(WATTS_PER_CORE), "W")} for a busy core${missing}.`;
}

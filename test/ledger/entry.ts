import type {LedgerEntry} from "../../models/ledger/ledger.js";

/** What was issued on a day of January 2025: two values of a made-up load, a ridge as champion. */
export function entryOf(day: number, more: Partial<LedgerEntry> = {}): LedgerEntry {
  const origin = Date.UTC(2025, 0, day);
  const times = [0, 1].map((ahead) => new Date(origin + ahead * 86_400_000).toISOString());
  const bounds = {lo80: [95, 105], hi80: [105, 115], lo95: [90, 100], hi95: [110, 120]};
  return {
    study: "tiny",
    ...{
      origin: times[0]!,
      issuedAt: times[0]!.replace("00:00:00", "04:00:00"),
      unit: "m",
      step: "P1D",
      times
    },
    series: [""],
    forecasts: [
      {candidate: "ridge", version: "1", runId: "r", alias: "champion", value: [100, 110], ...bounds}
    ],
    ...more
  };
}

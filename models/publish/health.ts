import type {Health} from "../../src/lib/artifacts/health.js";
import type {AbsentStudy, PublishedStudy} from "./published.js";

/**
 * ok: made for this edition from live pulls; stale: from older data than it should be (last good, or
 * recorded); degraded: the study could not be made anew, and what is shown is what it published before. An edition that a study
 * is missing from is degraded.
 */
export function healthOf(
  edition: string,
  studies: readonly PublishedStudy[],
  absent: readonly AbsentStudy[] = []
): Health {
  const each = studies.map(({report: {study, provenance, champion, line}, failure}) => {
    const status = failure
      ? ("degraded" as const)
      : provenance.mode === "live" && !provenance.replayed
        ? ("ok" as const)
        : ("stale" as const);
    const message = failure ? `Not made anew: ${failure}` : status === "stale" ? line : undefined;
    return {study, status, provenance, asOf: provenance.asOf, champion, ...(message ? {message} : {})};
  });
  const worst = (["degraded", "stale", "ok"] as const).find((one) =>
    each.some((study) => study.status === one)
  );
  return {
    status: absent.length > 0 ? "degraded" : (worst ?? "ok"),
    edition,
    studies: each,
    ...(absent.length > 0 ? {absent: absent.map(({study, failure}) => ({study, message: failure}))} : {})
  };
}

import type {Cards} from "../../src/lib/artifacts/cards.js";
import type {Night} from "../../src/lib/artifacts/pipeline.js";
import {stateOf} from "../../src/lib/report/state.js";

/** What a night says of the edition that it published. */
export type EditionNight = Pick<Night, "edition" | "headline" | "status" | "studies">;

/** The part of a night that an edition's cards tell. */
export function editionNight({edition, headline, cards}: Cards): EditionNight {
  const studies = cards.map(({study, title, status, message, forecast}) => ({
    ...{study, title, status},
    state: forecast === null ? "" : stateOf(forecast.provenance, edition).label,
    ...(message === undefined ? {} : {message})
  }));
  const has = (...some: string[]) => studies.some(({status}) => some.includes(status));
  const status = has("degraded", "absent") ? "degraded" : has("stale") ? "stale" : "ok";
  return {edition, headline, status, studies};
}

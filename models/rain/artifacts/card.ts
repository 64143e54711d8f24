import {rainCard} from "../../../src/lib/report/rain/card.js";
import type {ArtifactsInput} from "../../study.js";
import {type RainData, zone} from "../data.js";
import {reportTowns} from "./towns.js";

/** card.json: the study on the front page. */
export function cardArtifact(input: ArtifactsInput<RainData>): Record<string, Uint8Array> {
  const {forecast, backtest} = input;
  const card = rainCard({forecast, backtest, towns: reportTowns(input)}, zone);
  return {"card.json": new TextEncoder().encode(JSON.stringify(card))};
}

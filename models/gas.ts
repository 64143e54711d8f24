import {gasArtifacts} from "./gas/artifacts.js";
import {candidates} from "./gas/candidates.js";
import {type GasData, horizon, zone} from "./gas/data.js";
import {lastLikeGas, readGas} from "./gas/read.js";
import {watchGas} from "./gas/watch.js";
import {words} from "./gas/words.js";
import type {Study} from "./study.js";

/** The price of gas in Great Britain for the next thirty gas days, with seven series that go with it. */
export const gas: Study<GasData> = {
  id: "gas",
  module: new URL(import.meta.url),
  title: "Great Britain: price of gas",
  question: "What will gas cost in Great Britain on each of the next thirty gas days, and how sure is that?",
  target: "System Average Price of gas",
  subject: "price",
  unit: "p/kWh",
  kind: "number",
  step: "P1D",
  timeZone: zone,
  season: 1,
  decimals: 4,
  scoredRows: "every gas day of the scored months at every lead, by the price alone",
  tables: ["gas-days"],
  sampleDay: "2024-12-25",
  seed: 20180301,
  distribution: true,
  words,
  rule: {
    metric: "crps",
    leads: Array.from({length: horizon}, (_, i) => i + 1),
    words: "the smallest CRPS of the price over all thirty gas days, on the same days"
  },
  candidates,
  read: readGas,
  replay: {lastLike: lastLikeGas},
  watch: watchGas,
  artifacts: gasArtifacts
};

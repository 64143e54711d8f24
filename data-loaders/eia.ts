import type {Source} from "../src/lib/source.js";
import type {DailyRow} from "./contracts/gas-series.js";
import {readCsv} from "./csv.js";
import type {Chunk} from "./pulls.js";

/**
 * Spot prices of the U.S. Energy Information Administration, as the projects datasets/oil-prices and datasets/natural-gas keep them on
 * GitHub. https://www.eia.gov/dnav/pet/pet_pri_spt_s1_d.htm, https://www.eia.gov/dnav/ng/hist/rngwhhdD.htm
 */
const origin = "https://raw.githubusercontent.com";

interface Prices {
  readonly source: Source;
  readonly path: string;
}

const prices = (dataset: string, title: string, repository: string, file: string): Prices => ({
  source: {
    ...{publisher: "github", dataset, title: `${title} (U.S. Energy Information Administration)`},
    licence: "public domain (ODC-PDDL)",
    citation: `U.S. Energy Information Administration, ${title}, through github.com/datasets/${repository}`,
    url: `https://github.com/datasets/${repository}`
  },
  path: `/datasets/${repository}/main/data/${file}`
});

/** Brent and Henry Hub by the column of the table that they fill. */
export const eiaPrices: Readonly<Record<"brent" | "henry_hub", Prices>> = {
  brent: prices("brent-daily", "Brent spot price, daily", "oil-prices", "brent-daily.csv"),
  henry_hub: prices("henry-hub-daily", "Henry Hub spot price, daily", "natural-gas", "daily.csv")
};

/** The whole history of a price, some 150 kB, which is asked for in every run. */
export function eiaChunk({source, path}: Prices): Chunk {
  return {
    publisher: "github",
    dataset: source.dataset,
    name: source.dataset,
    origin,
    path,
    format: "csv",
    settled: Number.POSITIVE_INFINITY,
    every: 0
  };
}

/**
 * Reads a history: columns Date and Price, in any order.
 * @throws where one is missing: the message names it and the columns that came.
 */
export function readEia(bytes: Uint8Array): DailyRow[] {
  return readCsv("EIA spot price", bytes, ["Date", "Price"]).map(([date, text]) => ({date, text}));
}

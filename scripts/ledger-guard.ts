import {pathToFileURL} from "node:url";
import {readEnvironment} from "../data-loaders/environment.js";
import {createHttp, type Http} from "../data-loaders/http.js";
import {troublesOf} from "../data-loaders/trouble.js";
import {readLedger} from "../models/ledger/ledger.js";
import {studies} from "../models/studies.js";
import {baseUrl} from "./site/base.js";

/**
 * The origins that a study's published ledger has and the store's lacks, in order; none where the site publishes no such ledger
 * (status 404), as before the first edition.
 * @param site the address of the site's front page, with a slash at its end.
 * @throws when the site gives no answer, or one that is no ledger.
 */
export async function lostOrigins(
  site: URL,
  state: string,
  study: string,
  http: Http = createHttp()
): Promise<string[]> {
  const url = new URL(`api/${study}/ledger.csv`, site).href;
  const reply = await http.get({publisher: "almanac", url, format: "csv"}).catch((error: Error) => {
    if (troublesOf(error).some((one) => one.kind === "status" && one.status === 404)) return undefined;
    throw error;
  });
  if (reply === undefined) return [];
  const [header, ...rows] = Buffer.from(reply.bytes).toString("utf8").split(/\r?\n/);
  if (!header!.startsWith("origin,"))
    throw new Error(
      `${url}: a ledger was expected, whose first column is "origin", and this came: ${header!.slice(0, 80)}`
    );
  const published = new Set(rows.filter((row) => row !== "").map((row) => row.split(",")[0]!));
  const kept = new Set((await readLedger(state, "live", study)).map(({origin}) => origin));
  return [...published].filter((origin) => !kept.has(origin)).sort();
}

/**
 * Compares the store's live ledgers with those that the site publishes.
 * @returns undefined where nothing is lost, else what is and what to do about it.
 */
export async function ledgerLoss(
  site: URL,
  state: string,
  ids: readonly string[],
  http?: Http
): Promise<string | undefined> {
  const losses: string[] = [];
  for (const id of ids) {
    const origins = await lostOrigins(site, state, id, http);
    if (origins.length > 0)
      losses.push(
        `${id}: ${origins.length} (${origins[0]}${origins.length > 1 ? ` … ${origins.at(-1)}` : ""})`
      );
  }
  if (losses.length === 0) return undefined;
  return (
    `The store's ledger lacks origins that the site at ${site.href} publishes. ${losses.join("; ")}. ` +
    "Restore an older store: delete the newest caches named store-… that lack them, and run again. " +
    'Or run the workflow by hand with "lost-ledger: accept", knowing that these forecasts vanish from the ledger.'
  );
}

/** The command: compares with the site at `ALMANAC_BASE_URL`; `LOST_LEDGER=accept` turns a loss into a warning. Gives the exit code. */
export async function main(accept = process.env.LOST_LEDGER === "accept"): Promise<number> {
  const site = baseUrl();
  if (!site) throw new Error("ALMANAC_BASE_URL is not set: it says which site the ledger is compared with.");
  const ids = studies.map(({id}) => id);
  const loss = await ledgerLoss(site, readEnvironment().state, ids);
  console.log(loss ?? "The ledger has every origin that the site publishes.");
  return loss === undefined || accept ? 0 : 1;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  process.exitCode = await main().catch((error: Error) => {
    console.error(error.message);
    return 1;
  });
}

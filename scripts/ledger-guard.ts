import {createHttp, type Http} from "../data-loaders/http.js";
import {troublesOf} from "../data-loaders/trouble.js";
import {readLedger} from "../models/ledger/ledger.js";

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
    "Restore an older store: git push --force origin <the commit that has them>:almanac-state, and run again. " +
    'Or run the workflow by hand with "lost-ledger: accept", knowing that these forecasts vanish from the ledger.'
  );
}

import type {RequestListener} from "node:http";
import {createServer} from "node:http";
import type {AddressInfo} from "node:net";
import {createHttp, type HttpLimits} from "../../data-loaders/http.js";
import {updateLive} from "../../data-loaders/live.js";
import {createPulls} from "../../data-loaders/pulls.js";
import type {TableDefinition} from "../../data-loaders/table.js";
import {franceCalendar} from "../../data-loaders/tables/france-calendar.js";
import {franceLoad} from "../../data-loaders/tables/france-load.js";
import {franceWeather} from "../../data-loaders/tables/france-weather.js";
import {gasDays} from "../../data-loaders/tables/gas-days.js";
import {rainDaysOf} from "../../data-loaders/tables/rain-days.js";
import type {TableResult} from "../../data-loaders/tables.js";
import {bomText, historyTo, rattleText, someTowns} from "../data/bom-world.js";
import {gasBodies, recordedGas} from "../data/gas-world.js";

/** Every publisher: the format that it answers in, a table that is made of its answers, and a day for it. */
export const publishers = [
  {publisher: "odre", format: "csv", table: franceLoad, today: "2021-06-10"},
  {publisher: "open-meteo", format: "json", table: franceWeather, today: "2021-06-10"},
  {publisher: "education", format: "json", table: franceCalendar, today: "2021-06-10"},
  {publisher: "bom", format: "csv", table: rainDaysOf(someTowns), today: "2024-09-10"},
  {publisher: "rattle", format: "csv", table: rainDaysOf(someTowns), today: "2024-09-10"},
  {publisher: "nationalgas", format: "csv", table: gasDays, today: "2024-09-10"},
  {publisher: "github", format: "csv", table: gasDays, today: "2024-09-10"},
  {publisher: "hadcet", format: "csv", table: gasDays, today: "2024-09-10"},
  {publisher: "ember", format: "csv", table: gasDays, today: "2024-09-10"}
] as const satisfies readonly {
  publisher: string;
  format: "csv" | "json";
  table: TableDefinition;
  today: string;
}[];
export type Publisher = (typeof publishers)[number];

/** A loopback server, and the paths that it was asked for. */
export interface Loopback {
  readonly url: string;
  readonly port: number;
  readonly asked: string[];
  close(): Promise<void>;
}

/** Starts one on a free port. */
export async function listen(answer: RequestListener): Promise<Loopback> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url ?? "");
    answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const {port} = server.address() as AddressInfo;
  return {
    ...{url: `http://127.0.0.1:${port}`, port, asked},
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      })
  };
}

const history = rattleText(someTowns.slice(0, 1), "2017-05-01", historyTo);
const gas = gasBodies(await recordedGas(), {until: "2018-01-10"});

/** What a publisher may be: all its answers are these; the other publishers of a table are as they should be. */
export function only(
  {publisher, table}: Pick<Publisher, "publisher" | "table">,
  hostile: RequestListener
): RequestListener {
  const sound = (path: string) => (table === gasDays ? gas(path) : (bomFile(path) ?? history));
  return (request, response) => {
    const {url = ""} = request;
    if (url.startsWith(`/${publisher}/`)) hostile(request, response);
    else response.writeHead(200, {"content-type": "text/csv"}).end(sound(url));
  };
}

/** What the Bureau answers at a path: the file of a town and month; nothing elsewhere. */
function bomFile(path: string): Buffer | undefined {
  const [, product, year, month] = /(IDCJDW\d{4})\.(\d{4})(\d\d)\.csv/.exec(path) ?? [];
  const town = someTowns.find(({bom}) => bom !== undefined && bom.product === product);
  return town && Buffer.from(bomText(town, `${year}-${month}`, "2024-09-09"), "latin1");
}

/** Updates the publisher's table from a server, in a store without a last good one. */
export async function update(
  {table, today}: Publisher,
  url: string,
  state: string,
  limits: Partial<HttpLimits> = {}
): Promise<TableResult> {
  const now = new Date(`${today}T12:00:00Z`);
  const http = createHttp({attempts: 1, ...limits}, {sleep: async () => {}});
  const pulls = createPulls(http, {state, upstream: url, now});
  const around = {state, pulls, today, now, keptPulls: () => pulls, say: () => {}};
  return updateLive(table, around);
}

/** The content type of a publisher's answers. */
export const typeOf = ({format}: Pick<Publisher, "format">) =>
  format === "csv" ? "text/csv; charset=utf-8" : "application/json; charset=utf-8";

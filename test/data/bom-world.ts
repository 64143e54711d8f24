import {createHash} from "node:crypto";
import type {IncomingHttpHeaders} from "node:http";
import {createServer} from "node:http";
import type {AddressInfo} from "node:net";
import {addDays, dayNumber} from "../../src/lib/time/zone.js";
import type {Town} from "../../src/lib/towns.js";
import {townOf} from "../../src/lib/towns.js";

/** Invented weather of some towns in the formats of the two publishers of Australian observations. */

/** Three towns with files, and one without. */
export const someTowns: readonly Town[] = ["Adelaide", "Cairns", "Nhil", "Perth"].map(townOf);

const header = [
  ...["", '"Date"', '"Minimum temperature (°C)"', '"Maximum temperature (°C)"', '"Rainfall (mm)"'],
  ...['"Evaporation (mm)"', '"Sunshine (hours)"', '"Direction of maximum wind gust "'],
  ...['"Speed of maximum wind gust (km/h)"', '"Time of maximum wind gust"', '"9am Temperature (°C)"'],
  ...['"9am relative humidity (%)"', '"9am cloud amount (oktas)"', '"9am wind direction"'],
  ...['"9am wind speed (km/h)"', '"9am MSL pressure (hPa)"', '"3pm Temperature (°C)"'],
  ...['"3pm relative humidity (%)"', '"3pm cloud amount (oktas)"', '"3pm wind direction"'],
  ...['"3pm wind speed (km/h)"', '"3pm MSL pressure (hPa)"']
].join(",");

/** Invented rain of a day, mm: a wet day in three, up to about 30 mm. */
export function rainOf(town: Town, day: string): number {
  const n = dayNumber(day) + town.station.length;
  return n % 3 === 0 ? Math.round(10 * (1.2 + ((n * 7) % 29))) / 10 : n % 3 === 1 ? 1 : 0;
}

/** The other values, as a file writes them. Every fifth day is calm at 9 am. */
function row(town: Town, day: string): string[] {
  const n = dayNumber(day) + town.station.length;
  const t = (10 + (n % 11)).toFixed(1);
  const isCalm = n % 5 === 0;
  return [
    ...["", day.replace(/-0(\d)$/, "-$1"), t, (Number(t) + 8.5).toFixed(1), String(rainOf(town, day))],
    ...[n % 2 ? "" : "3.2", "", "NNW", String(30 + (n % 20)), "13:40", (Number(t) + 2.1).toFixed(1)],
    ...[String(60 + (n % 30)), n % 4 ? "7" : "", isCalm ? " " : "ESE", isCalm ? "Calm" : "13", "1015.2"],
    ...[(Number(t) + 7.4).toFixed(1), String(35 + (n % 30)), "", "WSW", "17", "1011.9"]
  ];
}

/** What a file of the Bureau says of itself, where not the truth. */
export interface FileWish {
  readonly place?: string;
  readonly product?: string;
  readonly site?: string;
  /** Changes the lines of the days. */
  readonly days?: (lines: string[]) => string[];
}

/** A file of a town and month, with the days up to and including `until`. */
export function bomText(town: Town, month: string, until: string, wish: FileWish = {}): string {
  const {product, place, sites} = {...town.bom!, ...wish};
  const days = [];
  for (let day = `${month}-01`; day.startsWith(month) && day <= until; day = addDays(day, 1))
    days.push(row(town, day).join(","));
  return [
    `"Daily Weather Observations for ${place} for Whichever ${month.slice(0, 4)}"`,
    `"Prepared at 13:00 UTC on Friday  8 August 2025   ${product}.${month.replace("-", "")}"`,
    '"Copyright 2003 Commonwealth Bureau of Meteorology"',
    '"This is the "official" site, Côte included."',
    `"Temperature, humidity and rainfall observations are from Somewhere {station ${wish.site ?? sites[0]}}"`,
    '"Cloud observations are from Elsewhere {station 099999}"',
    "",
    header,
    ...(wish.days?.(days) ?? days),
    ""
  ].join("\r\n");
}

const rattleHeader =
  "Date,Location,MinTemp,MaxTemp,Rainfall,Evaporation,Sunshine,WindGustDir,WindGustSpeed,WindDir9am,WindDir3pm,WindSpeed9am,WindSpeed3pm,Humidity9am,Humidity3pm,Pressure9am,Pressure3pm,Cloud9am,Cloud3pm,Temp9am,Temp3pm,RainToday,RainTomorrow";

/** A collection like weatherAUS, of the days from `from` to `to` but those that are left out. */
export function rattleText(
  towns: readonly Town[],
  from: string,
  to: string,
  leftOut: readonly string[] = []
): string {
  const yes = (town: Town, day: string) => (rainOf(town, day) > 1 ? "Yes" : "No");
  const na = (text: string) => text.trim() || "NA";
  const lines = [rattleHeader];
  for (const town of towns) {
    for (let day = from; day <= to; day = addDays(day, 1)) {
      if (leftOut.includes(day)) continue;
      const [
        ,
        ,
        min,
        max,
        rain,
        evaporation,
        sun,
        gustDir,
        gust,
        ,
        t9,
        h9,
        c9,
        d9,
        w9,
        p9,
        t3,
        h3,
        c3,
        d3,
        w3,
        p3
      ] = row(town, day);
      const wind = w9 === "Calm" ? "0" : w9;
      const cells = [
        min,
        max,
        rain,
        evaporation,
        sun,
        gustDir,
        gust,
        d9,
        d3,
        wind,
        w3,
        h9,
        h3,
        p9,
        p3,
        c9,
        c3,
        t9,
        t3
      ];
      lines.push([day, town.station, ...cells.map(na), yes(town, day), yes(town, addDays(day, 1))].join(","));
    }
  }
  return `${lines.join("\n")}\n`;
}

/** A loopback stand-in for both publishers. */
export interface World {
  readonly url: string;
  readonly log: {path: string; status: number; headers: IncomingHttpHeaders}[];
  /** The day whose observations are the last. */
  until: string;
  /** Spoils the file of a product and month, such as `IDCJDW5081.202410`. */
  wishes: Record<string, FileWish>;
  /** Answers instead, where it gives an answer. */
  answer: (path: string) => {status: number; type: string; body: string} | undefined;
  history: string;
  close(): Promise<void>;
}

/** The collection ends here. */
export const historyTo = "2017-06-04";

/** Starts one on a free port; like the Bureau, it lets in nobody who does not begin like a browser. */
export async function startWorld(until: string): Promise<World> {
  const server = createServer((request, response) => {
    const path = request.url ?? "";
    const given = world.answer(path) ?? reply(path, request.headers["user-agent"] ?? "", world);
    const body = Buffer.from(given.body, "latin1");
    const etag = `"${createHash("sha256").update(body).digest("base64url")}"`;
    const status = given.status === 200 && request.headers["if-none-match"] === etag ? 304 : given.status;
    world.log.push({path, status, headers: request.headers});
    response.writeHead(status, {"content-type": given.type, ...(given.status === 200 ? {etag} : {})});
    response.end(status === 304 ? undefined : body);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const world: World = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    log: [],
    until,
    wishes: {},
    answer: () => undefined,
    history: rattleText(someTowns, "2016-05-01", historyTo, ["2016-11-10"]),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      })
  };
  return world;
}

function reply(path: string, userAgent: string, {until, wishes, history}: World) {
  const html = (status: number, text: string) => ({
    status,
    type: "text/html",
    body: `<!DOCTYPE html><html><body>${text}</body></html>`
  });
  if (path === "/rattle/weatherAUS.csv") return {status: 200, type: "text/csv", body: history};
  if (!/^Mozilla\/\d/.test(userAgent)) return html(403, "blocked: potential automated access request");
  const match = /^\/bom\/climate\/dwo\/(\d{6})\/text\/((IDCJDW\d{4})\.\1)\.csv$/.exec(path);
  const month = match ? `${match[1].slice(0, 4)}-${match[1].slice(4)}` : "";
  const town = someTowns.find(({bom}) => bom?.product === match?.[3]);
  if (!match || !town || `${month}-01` > until) return html(404, "The page you requested was not found.");
  return {
    status: 200,
    type: "text/csv; charset=iso-8859-1",
    body: bomText(town, month, until, wishes[match[2]])
  };
}

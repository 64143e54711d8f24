import {createHash} from "node:crypto";
import type {IncomingMessage, ServerResponse} from "node:http";
import {createServer} from "node:http";
import type {AddressInfo} from "node:net";
import {addDays, midnight} from "../../src/lib/time/zone.js";
import type {AreaWish, Eco2mixWish} from "./generator.js";
import {areaCsv, eco2mixCsv, openMeteoJson, schoolJson} from "./generator.js";

/** A loopback stand-in for the publishers of the tables, over invented data. */
export interface Upstream {
  readonly url: string;
  /** Path and query of each request, and whether it had a validator. */
  readonly log: {url: string; conditional: boolean; status: number}[];
  /** The day whose end is the present. */
  until: string;
  /** Spoils éCO2mix rows. */
  eco2mix: Partial<Eco2mixWish>;
  /** The areas that éCO2mix métropoles has, and their last instants. */
  areas: readonly Omit<AreaWish, "from">[];
  /** Milliseconds before an answer. */
  delay: number;
  /** Most requests to éCO2mix that were under way at once. */
  most: number;
  /** Answers instead, where it returns true. */
  answer: (request: IncomingMessage, response: ServerResponse) => boolean;
  /** Changes a body before it is sent. */
  spoil: (body: string, url: string) => string;
  close(): Promise<void>;
}

/** Starts one on a free port. */
export async function startUpstream(until: string): Promise<Upstream> {
  let underWay = 0;
  const server = createServer((request, response) => {
    if (request.url?.startsWith("/odre/")) {
      underWay += 1;
      upstream.most = Math.max(upstream.most, underWay);
      response.on("close", () => (underWay -= 1));
    }
    if (upstream.delay > 0) setTimeout(() => reply(request, response), upstream.delay);
    else reply(request, response);
  });
  function reply(request: IncomingMessage, response: ServerResponse): void {
    const entry = {
      url: request.url ?? "",
      conditional: request.headers["if-none-match"] !== undefined,
      status: 0
    };
    upstream.log.push(entry);
    response.on("finish", () => (entry.status = response.statusCode));
    if (upstream.answer(request, response)) return;
    const {type, body} = bodyOf(new URL(entry.url, "http://upstream"), upstream);
    const spoilt = upstream.spoil(body, entry.url);
    const etag = `"${createHash("sha256").update(spoilt).digest("base64url")}"`;
    if (request.headers["if-none-match"] === etag) response.writeHead(304, {etag}).end();
    else response.writeHead(200, {"content-type": type, etag}).end(spoilt);
  }
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const upstream: Upstream = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    log: [],
    until,
    eco2mix: {},
    areas: [],
    delay: 0,
    most: 0,
    answer: () => false,
    spoil: (body) => body,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      })
  };
  return upstream;
}

/** The first instant with the load of areas. */
const firstOfAreas = midnight("Europe/Paris", "2021-03-24");

function bodyOf(
  {pathname, searchParams}: URL,
  {until, eco2mix, areas}: Upstream
): {type: string; body: string} {
  if (pathname.startsWith("/odre/")) {
    const [from, to] = [...(searchParams.get("where") ?? "").matchAll(/date'([^']+)'/g)].map(([, text]) =>
      Date.parse(text)
    );
    if (pathname.includes("metropoles")) {
      const code = /code_insee_epci = '(\d+)'/.exec(searchParams.get("where")!)?.[1];
      const known = midnight("Europe/Paris", addDays(until, 1));
      const wishes = areas
        .filter((area) => code === undefined || area.code === code)
        .map((area) => ({...area, from: Math.max(from, firstOfAreas), to: Math.min(to, area.to, known)}));
      return {type: "text/csv; charset=utf-8", body: areaCsv(wishes)};
    }
    const end = midnight("Europe/Paris", until) + 48 * 3_600_000;
    const known = end - 24 * 3_600_000;
    const isHistory = pathname.includes("cons-def");
    const body = eco2mixCsv({from, to: isHistory ? Math.min(to, end) : from, known, ...eco2mix});
    return {type: "text/csv; charset=utf-8", body};
  }
  if (pathname.startsWith("/open-meteo/")) {
    const numbers = (name: string) => searchParams.get(name)!.split(",").map(Number);
    const longitudes = numbers("longitude");
    const places = numbers("latitude").map((latitude, i) => ({latitude, longitude: longitudes[i]}));
    return {
      type: "application/json; charset=utf-8",
      body: openMeteoJson(searchParams.get("start_date")!, searchParams.get("end_date")!, 1, places)
    };
  }
  return {type: "application/json; charset=utf-8", body: schoolJson(2020, Number(until.slice(0, 4)) + 1)};
}

import {mkdtemp, rm} from "node:fs/promises";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {afterEach, describe, expect, it} from "vitest";
import type {HttpReply, HttpRequest} from "../../data-loaders/http.js";
import {hasHole, hasTwice} from "../../data-loaders/odre.js";
import {type Chunk, createPulls, withDoubts} from "../../data-loaders/pulls.js";
import {weatherHours} from "../../data-loaders/weather-hours.js";
import {cities} from "../../src/lib/load/cities.js";
import {answering} from "./answering.js";
import {openMeteoJson} from "./generator.js";

const folders: string[] = [];
afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, {recursive: true});
});

/** Pulls of one chunk that was final when it was first pulled, from a publisher that answers as told. */
async function world() {
  const state = await mkdtemp(join(tmpdir(), "almanac-doubtful-"));
  folders.push(state);
  const asked: HttpRequest[] = [];
  const answers: Omit<HttpReply, "attempts">[] = [];
  const get = async (request: HttpRequest) => {
    asked.push(request);
    return {...answers.shift()!, attempts: 1};
  };
  const chunk: Chunk = {
    ...{publisher: "odre", dataset: "set", name: "2021", origin: "https://example.org", path: "/2021"},
    ...{format: "csv", settled: 0, every: 0}
  };
  /** A run on a day, whose reader had to mend what came, or had not. */
  const run = async (day: string, isMended: boolean) => {
    const pulls = createPulls({get}, {state, now: new Date(`${day}T12:00:00Z`)});
    const pulled = await pulls.pull([chunk]);
    await pulls.accept(withDoubts(pulled, new Set(isMended ? pulled : [])));
    return pulled[0]!;
  };
  return {asked, answers, run};
}
const reply = (text: string, etag: string, lastModified?: string) => ({
  ...{status: 200 as const, bytes: new TextEncoder().encode(text), etag},
  lastModified
});

describe("a pull that had to be mended", () => {
  it("is asked for again though it is final, until it comes as it should", async () => {
    const {asked, answers, run} = await world();
    answers.push(reply("1\n1\n", "a"), {status: 304, bytes: new Uint8Array(), etag: "a"}, reply("1\n", "b"));
    await run("2024-01-01", true);
    await run("2024-01-02", true);
    await run("2024-01-03", false);
    const last = await run("2024-01-04", false);
    expect(asked.map(({etag}) => etag)).toEqual([undefined, "a", "a"]);
    expect([new TextDecoder().decode(last.bytes), last.record.doubtful]).toEqual(["1\n", undefined]);
  });

  it("is marked by the reader of weather, in the year whose hours came twice alone", async () => {
    const today = "2022-02-10";
    const body = (path: string) => {
      const query = new URLSearchParams(path.slice(path.indexOf("?")));
      const [from, to] = [query.get("start_date")!, query.get("end_date")!];
      const reply = JSON.parse(openMeteoJson(from, to)) as {hourly: Record<string, unknown[]>}[];
      const {hourly} = reply[0]!;
      if (from.startsWith("2021"))
        for (const name of Object.keys(hourly)) hourly[name] = [hourly[name]![0], ...hourly[name]!];
      return JSON.stringify(reply.slice(0, 1));
    };
    const context = {pulls: answering(body), today, now: new Date(`${today}T12:00:00Z`)};
    const group = {places: cities.slice(0, 1), prefix: ""};
    const {pulled} = await weatherHours(group, "Europe/Paris", "2021-12-24", context);
    const marked = pulled.filter(({doubtful}) => doubtful).map(({chunk}) => chunk.name);
    expect(marked).toEqual(["2021"]);
    expect(pulled.length).toBeGreaterThan(2);
  });

  it("has an instant twice under the same local time, not under another as on the night of a change", () => {
    const row = {date_heure: "2022-03-27T01:00:00+00:00", date: "2022-03-27", heure: "03:00"};
    const next = {...row, date_heure: "2022-03-27T01:15:00+00:00", heure: "03:15"};
    expect(hasTwice([row, next])).toBe(false);
    expect(hasTwice([row, {...row, heure: "02:00"}, next])).toBe(false);
    expect(hasTwice([row, row, next])).toBe(true);
  });

  it("lacks days in a row", () => {
    const rows = [1, 2, 5, 6].map((day) => ({date_heure: `2022-03-0${day}T00:00:00+00:00`}));
    expect([hasHole(rows, 2), hasHole(rows, 1)]).toEqual([false, true]);
  });
});

describe("a copy that still holds", () => {
  it("has the validators that came with the 304", async () => {
    const {asked, answers, run} = await world();
    answers.push(reply("1\n1\n", "a", "Mon, 01 Jan 2024 00:00:00 GMT"), {
      ...{status: 304, bytes: new Uint8Array(), etag: "a"},
      lastModified: "Tue, 02 Jan 2024 00:00:00 GMT"
    });
    await run("2024-01-01", true);
    expect((await run("2024-01-02", true)).record.lastModified).toBe("Tue, 02 Jan 2024 00:00:00 GMT");
    expect(asked).toHaveLength(2);
  });
});

import {mkdtemp, readdir, readFile, rm} from "node:fs/promises";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {afterAll, beforeAll, beforeEach, describe, expect, it} from "vitest";
import type {Cells} from "../../data-loaders/columns.js";
import {createHttp} from "../../data-loaders/http.js";
import {updateLive} from "../../data-loaders/live.js";
import {readParquet} from "../../data-loaders/parquet.js";
import {createPulls} from "../../data-loaders/pulls.js";
import {rainDaysOf} from "../../data-loaders/tables/rain-days.js";
import type {TableResult} from "../../data-loaders/tables.js";
import {inReadersWords} from "../../data-loaders/trouble.js";
import {townOf} from "../../src/lib/towns.js";
import type {FileWish, World} from "./bom-world.js";
import {bomText, historyTo, rainOf, someTowns, startWorld} from "./bom-world.js";

const definition = rainDaysOf(someTowns);
const [adelaide, cairns] = [townOf("Adelaide"), townOf("Cairns")];
let world: World;
let root: string;
let first: TableResult;

async function update(today: string, state = join(root, "state"), until = today): Promise<TableResult> {
  world.until = until;
  world.log.length = 0;
  const now = new Date(`${today}T12:00:00Z`);
  const http = createHttp({attempts: 1, response: 5000, whole: 10_000});
  return updateLive(definition, {
    state,
    today,
    now,
    pulls: createPulls(http, {state, upstream: world.url, now})
  });
}
const rowsOf = ({path}: TableResult): Promise<Cells> => readParquet(path, definition.columns);
const at = ({station, date}: Cells, name: string, day: string) =>
  station.findIndex((one, i) => one === name && date[i] === day);
const codes = ({breaches}: TableResult) => breaches.map(({level, code}) => `${level} ${code}`);

/** The bytes of the table and of the raw files that are kept. */
async function bytesKept(): Promise<Record<string, Buffer>> {
  const folder = join(root, "state", "pulls", "bom", "dwo");
  const files = (await readdir(folder))
    .filter((name) => name.endsWith(".csv"))
    .map((name) => join(folder, name));
  return Object.fromEntries(
    await Promise.all([first.path, ...files].map(async (path) => [path, await readFile(path)]))
  );
}

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "almanac-rain-"));
  world = await startWorld("2024-10-10");
  first = await update("2024-10-10");
});
beforeEach(() => {
  world.wishes = {};
  world.answer = () => undefined;
});
afterAll(async () => {
  await world.close();
  await rm(root, {recursive: true, force: true});
});

describe("the table of rain", () => {
  it("joins both publishers, and says what is left out", async () => {
    expect(first).toMatchObject({mode: "live", asOf: "2024-10-09"});
    expect(codes(first)).toEqual(["warning mapping", "warning gap"]);
    expect(first.breaches[0].message).toMatch(
      /^left out of the Bureau's files: Perth, because the public mapping gives it the product IDCJDW2012, which is Bathurst/
    );
    expect(first.breaches[1].sample).toEqual([
      "2016-11-09 → 2016-11-11: 4 stations",
      `${historyTo} → 2024-08-01: 3 stations`
    ]);
    expect(first.record).toMatchObject({from: "2016-05-01", to: "2024-10-10", rows: 4 * 399 + 3 * 71});
    expect(
      first.record.sources.map(({publisher, licence}) => `${publisher} ${licence.slice(0, 27)}`)
    ).toEqual(["bom © Commonwealth of Australia", "rattle © Commonwealth of Australia"]);
    const cells = await rowsOf(first);
    const days = (name: string) => (cells.date as string[]).filter((_, i) => cells.station[i] === name);
    expect(days("Perth").at(-1)).toBe(historyTo);
    expect(days("Cairns").at(-1)).toBe("2024-10-10");
    const i = at(cells, "Cairns", "2024-09-05");
    expect(cells.rainfall[i]).toBe(rainOf(cairns, "2024-09-05"));
    expect([cells.gust_dir[i], cells.wind_speed_3pm[i], cells.pressure_9am[i]]).toEqual(["NNW", 17, 1015.2]);
  });

  it("has rain above 1.0 mm, and of tomorrow from the next day, across months but no gap", async () => {
    const cells = await rowsOf(first);
    let seen = 0;
    for (let i = 0; i < cells.date.length; ++i) {
      const rain = cells.rainfall[i] as number;
      expect(cells.rain_today[i]).toBe(rain > 1);
      if (rain === 1) seen += 1;
    }
    expect(seen).toBeGreaterThan(100);
    const tomorrow = (day: string, name = "Adelaide") => cells.rain_tomorrow[at(cells, name, day)];
    for (const [day, next] of [
      ["2024-08-31", "2024-09-01"],
      ["2024-10-09", "2024-10-10"],
      ["2016-12-31", "2017-01-01"]
    ])
      expect(tomorrow(day)).toBe(rainOf(adelaide, next) > 1);
    for (const day of ["2016-11-09", historyTo, "2024-10-10"]) expect(tomorrow(day)).toBeNull();
    expect(tomorrow(historyTo, "Perth")).toBeNull();
  });

  it("asks for the towns that have files, as a browser would begin, and not for months that are final", async () => {
    const state = join(root, "asked");
    await update("2024-10-10", state);
    const asked = () => world.log.map(({path}) => path.split("/").at(-1)!.replace(".csv", ""));
    const products = someTowns.flatMap(({bom}) => (bom ? [bom.product] : []));
    const files = (months: string[]) =>
      products.flatMap((product) => months.map((month) => `${product}.${month}`));
    expect(asked().sort()).toEqual([...files(["202408", "202409", "202410"]), "weatherAUS"].sort());
    for (const {path, headers} of world.log)
      expect(headers["user-agent"]).toMatch(
        path.includes("/bom/") ? /^Mozilla\/5\.0 \(compatible; almanac/ : /^almanac/
      );
    const again = await update("2024-10-10", state);
    expect(asked().sort()).toEqual(files(["202409", "202410"]).sort());
    expect(world.log.every(({status}) => status === 304)).toBe(true);
    expect(again.record.sha256).toBe(first.record.sha256);
    // The copy of September was taken before September's file was final: it is asked for once more, then never.
    await update("2024-11-02", state);
    expect(asked().sort()).toEqual(files(["202409", "202410", "202411"]).sort());
    await update("2024-11-03", state);
    expect(asked().sort()).toEqual(files(["202410", "202411"]).sort());
  });

  it("has nothing that is dated after its day", async () => {
    const {record} = await update("2024-10-10", join(root, "later"), "2024-10-12");
    expect(record.sha256).toBe(first.record.sha256);
  });

  it("takes a month that is not published yet for a gap, and names one that should be there", async () => {
    world.answer = (path) =>
      path.includes("202411") ? {status: 404, type: "text/html", body: "<html>Not found</html>"} : undefined;
    const young = await update("2024-11-01", join(root, "young"));
    expect([young.mode, ...codes(young)]).toEqual(["live", "warning mapping", "warning gap"]);
    expect(young.asOf).toBe("2024-10-31");
    const notFound = {status: 404, type: "text/html", body: "<html>Not found</html>"};
    world.answer = (path) => (path.includes("IDCJDW3059.202408") ? notFound : undefined);
    const lacking = await update("2024-10-16", join(root, "lacking"));
    expect([lacking.mode, ...codes(lacking)]).toEqual([
      "live",
      ...["warning mapping", "warning month", "warning gap"]
    ]);
    expect(lacking.breaches[1].sample).toEqual(["Nhill 2024-08"]);
    // A copy that is kept outlives its file.
    const kept = await update("2024-11-02", join(root, "young"));
    world.answer = (path) => (path.includes("202410") ? notFound : undefined);
    const gone = await update("2024-11-02", join(root, "young"));
    expect(gone.mode).toBe("live");
    expect(gone.record.sha256).toBe(kept.record.sha256);
  });
});

describe("a table of rain whose pull is bad", () => {
  const name = `${cairns.bom!.product}.202410`;
  const wish = (one: FileWish) => () => (world.wishes = {[name]: one});
  const replaced = (column: number, text: string) =>
    wish({
      days: (lines) => lines.map((line, i) => (i === 3 ? line.split(",").with(column, text).join(",") : line))
    });
  const instead =
    (status: number, body: string, type = "text/html") =>
    () =>
      (world.answer = (path) => (path.includes("/bom/") ? {status, type, body} : undefined));

  it.each<[string, () => unknown, RegExp, RegExp]>([
    [
      "with a file of another station",
      wish({place: "Bathurst, New South Wales", product: "IDCJDW2012", site: "063005"}),
      /breaches the contract: station of station: Cairns, 2024-10: the file is of "Bathurst, New South Wales" \(IDCJDW2012\.202410\), not of "Cairns, Queensland"/,
      /^the pull breached the contract: Cairns, 2024-10: the file is of "Bathurst/
    ],
    [
      "with HTML in place of CSV",
      instead(200, "<!DOCTYPE html><html><body>Down for maintenance</body></html>"),
      /^bom: CSV was expected, and an HTML page came: .*Down for maintenance/,
      /^the Bureau of Meteorology gave no usable answer$/
    ],
    [
      "with a 403 for the User-Agent",
      instead(403, "<html>Your access is blocked</html>"),
      /^bom: status 403: .*access is blocked.* The User-Agent "Mozilla\/5\.0 \(compatible; almanac.*" was refused.* ALMANAC_CONTACT/,
      /^the Bureau of Meteorology answered with an error \(403\)$/
    ],
    [
      "with a decimal comma",
      replaced(2, "12,4"),
      /cells of : Cairns, 2024-10: .* decimal commas\? \(2024-10-04: 1 too many\)/,
      /decimal commas\?$/
    ],
    [
      "of a station that moved",
      wish({site: "031999"}),
      /moved of station: Cairns, 2024-10: the rain is from station 031999, not 031011: the station has moved/,
      /the station has moved/
    ],
    [
      "with two rows for a day",
      wish({days: (lines) => [...lines, lines[2].replace("NNW", "SSE")]}),
      /conflict of date: Cairns, 2024-10: days that come twice with different values \(2024-10-03\)/,
      /come twice with different values$/
    ],
    [
      "with 400 mm typed as 4000",
      replaced(4, "4000"),
      /range of rainfall: values outside 0 … 910 mm: Cairns 2024-10-04: 4000 \(its own record: 0 … \d+\.\d\)/,
      /values outside 0 … 910 mm: Cairns 2024-10-04: 4000/
    ],
    [
      "with rain of more than four times the station's record",
      replaced(4, "120"),
      /record of rainfall: values far outside of all that their stations have had, mm: Cairns 2024-10-04: 120 \(else up to 29\.2\)/,
      /Cairns 2024-10-04: 120/
    ],
    [
      "with a column that has another name",
      () =>
        (world.answer = (path) =>
          path.includes(name)
            ? {
                status: 200,
                type: "text/plain",
                body: bomText(cairns, "2024-10", "2024-10-11").replace("Rainfall (mm)", "Rain")
              }
            : undefined),
      /^daily weather observations of Cairns \(IDCJDW4024\), 2024-10: expected the column Rainfall \(mm\)/,
      /^what was pulled could not be used$/
    ]
  ])("%s keeps the last good one", async (_, spoil, detail, reason) => {
    const before = await bytesKept();
    spoil();
    const result = await update("2024-10-11");
    expect(result).toMatchObject({mode: "last-good", asOf: "2024-10-09"});
    expect(result.detail).toMatch(detail);
    expect(inReadersWords(result.troubles!)).toBe(result.reason);
    expect(result.reason).toMatch(reason);
    expect(await bytesKept()).toEqual(before);
  });

  it("is the last good one too while the files have no new days", async () => {
    for (const {bom} of someTowns) if (bom) world.wishes[`${bom.product}.202410`] = {days: () => []};
    const {mode, detail} = await update("2024-10-16");
    expect(mode).toBe("last-good");
    expect(detail).toMatch(
      /freshness of date: 3 of 3 towns have no row for 2024-10-13 or later \(Adelaide: 2024-09-30, Cairns: 2024-09-30\)/
    );
  });

  it("asks no further once it is forbidden", async () => {
    instead(403, "<html>blocked</html>")();
    await update("2024-10-11");
    expect(world.log.filter(({path}) => path.includes("/bom/")).length).toBeLessThanOrEqual(2);
  });

  it("recovers with the next good pull, tells of small slips in one line, and believes much rain", async () => {
    const twice: FileWish = {days: (lines) => [...lines, lines[2]]};
    replaced(4, "115")();
    Object.assign(world.wishes, {"IDCJDW5081.202409": twice, "IDCJDW3059.202409": twice});
    const {mode, breaches} = await update("2024-10-12");
    expect(mode).toBe("live");
    expect(breaches.filter(({code}) => code === "duplicate")).toMatchObject([
      {
        level: "warning",
        count: 2,
        message: expect.stringMatching(
          /^Adelaide, 2024-09: days that come twice with the same values; and so in 1\sother file$/
        )
      }
    ]);
    world.wishes = {};
    expect(await update("2024-10-12")).toMatchObject({mode: "live", asOf: "2024-10-11"});
  });
});

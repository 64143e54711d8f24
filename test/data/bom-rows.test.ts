import {describe, expect, it} from "vitest";
import {readBom} from "../../data-loaders/bom.js";
import {bomDays, dayOf, rattleDays} from "../../data-loaders/contracts/rain-rows.js";
import {rainVariables} from "../../data-loaders/contracts/rain-variables.js";
import {readRattle} from "../../data-loaders/rattle.js";
import {townOf} from "../../src/lib/towns.js";
import type {FileWish} from "./bom-world.js";
import {bomText, rattleText, someTowns} from "./bom-world.js";

const cairns = townOf("Cairns");
const columns = rainVariables.map(({bom}) => bom);
const month = "2024-08";
const read = (wish: FileWish = {}, spoil = (text: string) => text) =>
  bomDays(
    cairns,
    month,
    readBom(Buffer.from(spoil(bomText(cairns, month, "2024-08-20", wish)), "latin1"), columns)
  );
/** The third cell of each day is the lowest temperature, the fifth the rain. */
const cell = (day: number, index: number, text: string) => (lines: string[]) =>
  lines.map((line, i) => (i === day - 1 ? line.split(",").with(index, text).join(",") : line));
const told = ({
  breaches
}: {
  breaches: readonly {level: string; code: string; message: string; sample: readonly string[]}[];
}) => breaches.map(({level, code, message, sample}) => `${level} ${code}: ${message} (${sample.join("; ")})`);
const value = (reading: ReturnType<typeof read>, day: string, name: string) =>
  reading.days.get(day)?.values[rainVariables.findIndex((variable) => variable.name === name)];

describe("the days of a file", () => {
  it("have dates with and without a leading zero", () => {
    expect(["2024-08-1", "2024-8-01", "2024-08-31"].map(dayOf)).toEqual([
      "2024-08-01",
      "2024-08-01",
      "2024-08-31"
    ]);
    expect(["2024-08-32", "2023-02-29", "1/8/2024", "2024-08", ""].map(dayOf)).toEqual(
      Array(5).fill(undefined)
    );
    const reading = read();
    expect([...reading.days.keys()].slice(0, 2)).toEqual(["2024-08-01", "2024-08-02"]);
    expect(reading.days.size).toBe(20);
    expect(told(reading)).toEqual([]);
  });

  it("take calm for no wind and no direction, a trace for none, an empty cell for missing", () => {
    const calm = read({days: cell(3, 4, "Tr")});
    const days = [...calm.days.keys()];
    const still = days.filter((day) => value(calm, day, "wind_speed_9am") === 0);
    expect(still).toHaveLength(4);
    for (const day of still) expect(value(calm, day, "wind_dir_9am")).toBeNull();
    expect(value(calm, "2024-08-03", "rainfall")).toBe(0);
    expect(days.map((day) => value(calm, day, "sunshine"))).toEqual(Array(20).fill(null));
    expect(value(calm, "2024-08-01", "wind_dir_3pm")).toBe("WSW");
    expect(told(calm)).toEqual([]);
  });

  it.each<[string, FileWish, RegExp]>([
    [
      "of another station",
      {place: "Bathurst, New South Wales", product: "IDCJDW2012", site: "063005"},
      /^error station: Cairns, 2024-08: the file is of "Bathurst, New South Wales" \(IDCJDW2012\.202408\), not of "Cairns, Queensland" \(IDCJDW4024\.202408\)/
    ],
    [
      "of another place and station under the same product",
      {place: "Mareeba, Queensland", site: "031066"},
      /^error station: Cairns, 2024-08: the file is of "Mareeba, Queensland"/
    ],
    [
      "of a station that moved",
      {site: "031999"},
      /^error moved: Cairns, 2024-08: the rain is from station 031999, not 031011: the station has moved\. If .* src\/lib\/towns\.ts/
    ],
    [
      "that names its place otherwise",
      {place: "Cairns (Gimuy), Queensland"},
      /^warning name: Cairns, 2024-08: the file names the place "Cairns \(Gimuy\), Queensland", known as/
    ],
    [
      "with a decimal comma",
      {days: cell(2, 2, "12,4")},
      /^error cells: Cairns, 2024-08: rows that have not as many cells as the header: decimal commas\? \(2024-08-02: 1 too many\)/
    ],
    [
      "with a decimal comma in quotes",
      {days: cell(2, 2, '"12,4"')},
      /^error decimal-comma: Cairns, 2024-08: numbers with a decimal comma.* \(2024-08-02 temperature_min: 12,4\)/
    ],
    [
      "with a day of another month",
      {days: cell(2, 1, "2024-09-2")},
      /^error date: Cairns, 2024-08: rows whose date is none, or of another month \(2024-09-2\)/
    ],
    [
      "with a day twice, differently",
      {days: (lines) => [...lines, lines[4].replace(/,/, ",").replace(/NNW/, "S")]},
      /^error conflict: Cairns, 2024-08: days that come twice with different values \(2024-08-05\)/
    ],
    [
      "with a day twice, the same",
      {days: (lines) => [...lines, lines[4]]},
      /^warning duplicate: Cairns, 2024-08: days that come twice with the same values \(2024-08-05\)/
    ],
    [
      "with a text for a number",
      {days: cell(6, 4, "erreur")},
      /^warning text: Cairns, 2024-08: texts that are no value \(2024-08-06 rainfall: erreur\)/
    ],
    [
      "with texts all over",
      {days: (lines) => lines.map((line) => line.replace("NNW", "north"))},
      /^error text: Cairns, 2024-08: texts that are no value \(2024-08-01 gust_dir: north; /
    ]
  ])("are told of a file %s", (_, wish, message) => {
    const found = told(read(wish));
    expect(found).toHaveLength(1);
    expect(found[0]).toMatch(message);
  });

  it("keep the first of two rows, and lose a value that is none", () => {
    const twice = read({days: (lines) => [...lines, ...cell(1, 4, "99")(lines.slice(4, 5))]});
    expect(value(twice, "2024-08-05", "rainfall")).not.toBe(99);
    expect(value(read({days: cell(6, 4, "erreur")}), "2024-08-06", "rainfall")).toBeNull();
  });
});

describe("the days of weatherAUS", () => {
  const wanted = [
    "Date",
    "Location",
    "RainToday",
    "RainTomorrow",
    ...rainVariables.map(({rattle}) => rattle)
  ];
  const text = rattleText(someTowns, "2016-05-01", "2017-02-28", ["2016-06-02"]);
  const rattle = (spoil = (all: string) => all) =>
    rattleDays(someTowns, readRattle(Buffer.from(spoil(text)), wanted));

  it("are those of each town, with what it says of rain checked but across no gap", () => {
    const {days, breaches} = rattle();
    expect(breaches).toEqual([]);
    expect([...days.keys()]).toEqual(["Adelaide", "Cairns", "Nhil", "Perth"]);
    expect(days.get("Perth")!.size).toBe(303);
  });

  it("are told of labels that the rain contradicts, of other places, and of rows that differ", () => {
    const row = (all: string, start: string) => all.split("\n").find((line) => line.startsWith(start))!;
    expect(told(rattle((all) => all.replace(/,(Yes|No),Yes\n/, ",$1,No\n")))).toEqual([
      expect.stringMatching(
        /^warning label: weatherAUS: RainToday or RainTomorrow that the rain contradicts \(Adelaide 2016-/
      )
    ]);
    expect(told(rattle((all) => all.replaceAll(",No,", ",Yes,")))[0]).toMatch(/^error label/);
    expect(told(rattle((all) => `${all}2016-05-01,Atlantis${",NA".repeat(21)}\n`))).toEqual([
      "warning station: weatherAUS: rows of places that are not among the towns (Atlantis 2016-05-01)"
    ]);
    expect(told(rattle((all) => all.replaceAll("Perth", "Peth")))[0]).toMatch(/^error station/);
    expect(told(rattle((all) => all.replace("2017-02-28,Perth", "2017-06-26,Perth")))).toEqual([
      "error history: weatherAUS: rows after 2017-06-25, where the collection ends: its days have moved (Perth 2017-06-26)"
    ]);
    const other = (all: string) => `${all}${row(all, "2016-07-01,Nhil").replace("NNW", "S")}\n`;
    expect(told(rattle(other))).toEqual([
      "error conflict: weatherAUS: days that come twice with different values (Nhil 2016-07-01)"
    ]);
    expect(told(rattle((all) => all.replace("1015.2", '"1015,2"')))[0]).toMatch(
      /^error decimal-comma: .*\(Adelaide 2016-05-01 pressure_9am: 1015,2\)/
    );
  });

  it("have pressure to 0.1 hPa", () => {
    const {days} = rattle((all) => all.replace("1011.9", "1009.555"));
    const at = rainVariables.findIndex(({name}) => name === "pressure_3pm");
    expect(days.get("Adelaide")!.get("2016-05-01")!.values[at]).toBe(1009.6);
  });
});

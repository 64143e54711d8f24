import {describe, expect, it} from "vitest";
import {bomChunk, bomMonths, bomUserAgent, readBom} from "../../data-loaders/bom.js";
import {rainVariables} from "../../data-loaders/contracts/rain-variables.js";
import {readEnvironment} from "../../data-loaders/environment.js";
import {readRattle} from "../../data-loaders/rattle.js";
import {townOf, towns} from "../../src/lib/towns.js";
import {bomText, rattleText, someTowns} from "./bom-world.js";

const adelaide = townOf("Adelaide");
const columns = rainVariables.map(({bom}) => bom);
const latin1 = (text: string) => Buffer.from(text, "latin1");

describe("a file of the Bureau of Meteorology", () => {
  it("is read in latin-1, past its preamble, with the station of its rain", () => {
    const {place, product, site, rows} = readBom(latin1(bomText(adelaide, "2024-08", "2024-08-12")), columns);
    expect(place).toBe("Adelaide (West Terrace / Ngayirdapira), South Australia");
    expect([product, site]).toEqual(["IDCJDW5081.202408", "023000"]);
    expect(rows.map(({date}) => date).slice(8, 10)).toEqual(["2024-08-9", "2024-08-10"]);
    expect(rows).toHaveLength(12);
    expect(rows[0].cells).toHaveLength(columns.length);
    expect(rows.every(({excess}) => excess === 0)).toBe(true);
  });

  it("has its columns by name, wherever they stand", () => {
    const swapped = bomText(adelaide, "2024-08", "2024-08-01")
      .replace('"Rainfall (mm)","Evaporation (mm)"', '"Evaporation (mm)","Rainfall (mm)"')
      .replaceAll("\r\n", "\n");
    const at = (name: string) => rainVariables.findIndex((variable) => variable.name === name);
    const [straight] = readBom(latin1(bomText(adelaide, "2024-08", "2024-08-01")), columns).rows;
    const [turned] = readBom(latin1(swapped), columns).rows;
    expect(turned.cells[at("evaporation")]).toBe(straight.cells[at("rainfall")]);
    expect(turned.cells[at("gust_speed")]).toBe(straight.cells[at("gust_speed")]);
  });

  it("takes all observations from one station where the preamble says so", () => {
    const text = bomText(adelaide, "2024-08", "2024-08-01");
    const one = text.replace(
      /"Temperature.*\r\n"Cloud.*(?=\r\n)/,
      '"Observations were drawn from West Terrace {station 23000}"'
    );
    expect(readBom(latin1(one), columns).site).toBe("023000");
    expect(readBom(latin1(text.replace(/"Temperature.*\r\n/, "")), columns).site).toBeUndefined();
  });

  it.each([
    ["no header", '"Daily Weather"\r\n1;2', /expected a line that begins with ,"Date".*"Daily Weather"/],
    [
      "a renamed column",
      bomText(adelaide, "2024-08", "2024-08-01").replace("Rainfall (mm)", "Rain (in)"),
      /expected the column Rainfall \(mm\), got Date, .*Rain \(in\)/
    ]
  ])("is refused with %s", (_, text, message) => {
    expect(() => readBom(latin1(text), columns)).toThrow(message);
  });
});

describe("what is asked of the Bureau", () => {
  const chunk = (month: string, today: string) => bomChunk(adelaide.bom!, month, today, "Mozilla/5.0");

  it("is one file a month, from August 2024 to the present month", () => {
    expect(bomMonths("2025-02-01")).toEqual([
      ...["2024-08", "2024-09", "2024-10", "2024-11", "2024-12", "2025-01", "2025-02"]
    ]);
    expect(bomMonths("2024-07-31")).toEqual([]);
    expect(chunk("2024-12", "2024-12-25")).toMatchObject({
      path: "/climate/dwo/202412/text/IDCJDW5081.202412.csv",
      optional: true,
      keptOnly: false,
      spacing: 1000
    });
  });

  it("is final once the month after it has ended, and only kept once it is no longer published", () => {
    expect(chunk("2024-11", "2024-12-25").settled).toBe(Date.UTC(2025, 0, 1));
    expect(chunk("2024-12", "2025-01-25").settled).toBe(Date.UTC(2025, 1, 1));
    expect(chunk("2024-08", "2025-09-30").keptOnly).toBe(false);
    expect(chunk("2024-08", "2025-10-01").keptOnly).toBe(true);
  });

  it("begins like a browser, says what we are, and names the contact", () => {
    expect(bomUserAgent("https://example.org/us")).toBe(
      "Mozilla/5.0 (compatible; almanac/0.1; open forecasting almanac; https://example.org/us)"
    );
    expect(bomUserAgent(undefined)).toMatch(/^Mozilla\/5\.0 \(compatible; almanac/);
    expect(readEnvironment({ALMANAC_CONTACT: "me@example.org"}).contact).toBe("me@example.org");
    expect(() => readEnvironment({ALMANAC_CONTACT: "me\r\nhost: x"})).toThrow(
      /ALMANAC_CONTACT=.* cannot be used: expected an e-mail or web address/s
    );
  });
});

describe("weatherAUS", () => {
  it("is read by the names of its columns", () => {
    const bytes = Buffer.from(rattleText(someTowns.slice(0, 1), "2016-05-01", "2016-05-03"));
    expect(readRattle(bytes, ["Location", "Date", "Rainfall"])).toEqual([
      ["Adelaide", "2016-05-01", "1"],
      ["Adelaide", "2016-05-02", "0"],
      ["Adelaide", "2016-05-03", expect.stringMatching(/^\d+(\.\d)?$/)]
    ]);
    expect(() => readRattle(bytes, ["Date", "RISK_MM"])).toThrow(
      /expected the column RISK_MM, got Date, Loc/
    );
  });
});

describe("the towns", () => {
  it("are 49, each once, in Australia, in its state's time", () => {
    expect(towns).toHaveLength(49);
    for (const key of ["station", "id", "name"] as const)
      expect(new Set(towns.map((town) => town[key])).size).toBe(49);
    for (const {id, state, latitude, longitude, timeZone} of towns) {
      expect(id).toMatch(/^[a-z]+(-[a-z]+)*$/);
      expect(latitude > -44 && latitude < -10 && longitude > 113 && longitude < 168).toBe(true);
      expect(() => new Intl.DateTimeFormat("en", {timeZone})).not.toThrow();
      if (state === "WA") expect(longitude).toBeLessThan(129);
      if (state === "SA" || state === "NT") expect(longitude > 129 && longitude < 141).toBe(true);
    }
    expect(towns.map(({station}) => station)).toEqual(towns.map(({station}) => station).sort());
  });

  it("have files of their own, but those two whose mapping is wrong", () => {
    const without = towns.filter(({bom}) => bom === undefined);
    expect(without.map(({station}) => station)).toEqual(["Perth", "Richmond"]);
    for (const {withoutFiles} of without)
      expect(withoutFiles).toMatch(/the public mapping gives it the product/);
    const products = towns.flatMap(({bom}) => (bom ? [bom.product] : []));
    expect(new Set(products).size).toBe(47);
    expect(products).not.toContain("IDCJDW2012");
    expect(products).not.toContain("IDCJDW4100");
    expect(() => townOf("Alice")).toThrow(/unknown town "Alice": there are Adelaide, /);
  });
});

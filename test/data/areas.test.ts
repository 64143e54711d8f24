import {expect, it} from "vitest";
import {areas, areasAsked, metropole, metropoles} from "../../src/lib/areas.js";

it("21 métropoles within metropolitan France, each with a code, an address and bounds of its own", () => {
  expect(metropoles).toHaveLength(21);
  for (const key of ["id", "code", "name"] as const)
    expect(new Set(metropoles.map((area) => area[key])).size).toBe(21);
  for (const {id, code, places, range, until} of metropoles) {
    expect(id).toMatch(/^[a-z0-9-]+$/);
    expect(code).toMatch(/^2\d{8}$/);
    expect(until).toBeUndefined();
    expect(range[0]).toBeGreaterThan(0);
    expect(range[1]).toBeGreaterThan(5 * range[0]);
    for (const {latitude, longitude} of places)
      expect(latitude > 42 && latitude < 51.2 && longitude > -5.2 && longitude < 8.3).toBe(true);
  }
  expect(metropole("brest")).toMatchObject({code: "242900314", name: "Brest Métropole", schoolZone: "b"});
  expect(metropole("dijon").schoolZone).toBe("a");
  expect(metropole("toulouse").schoolZone).toBe("c");
});

it("one line configures a métropole, and one that does not exist is refused with those that do", () => {
  expect(() => metropole("nante")).toThrow(
    /unknown métropole "nante": éCO2mix has aix-marseille, .*nantes, .*tours\. Give one of them/
  );
});

it("an area that is not a métropole says what it is, and never has the name of one", () => {
  const others = areas.filter(({code}) => !metropoles.some((one) => one.code === code));
  expect(others.map(({name}) => name)).toEqual(["Bretagne (Enedis < 36 kVA)"]);
  for (const {name, about, source} of others) {
    expect(about).toMatch(/not a métropole/);
    expect(source?.publisher).toBe("enedis");
    expect(name).not.toMatch(/Brest/);
  }
});

it("an area that ended is asked for a week longer, and then no more", () => {
  const ids = (day: string) => areasAsked(areas, day).map(({id}) => id);
  expect(ids("2024-03-24")).toEqual(["brest", "bretagne-enedis"]);
  expect(ids("2024-04-07")).toEqual(["brest", "bretagne-enedis"]);
  expect(ids("2024-04-08")).toEqual(["brest"]);
});

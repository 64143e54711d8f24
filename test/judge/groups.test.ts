import {expect, it} from "vitest";
import {sliceRows} from "../../models/judge/rows.js";
import {dailyScheme} from "./world.js";

it("puts series of a group together, in the order in which groups are first named", () => {
  const scheme = {...dailyScheme(2, 1, 2), series: ["a", "b", "c"]};
  const rows = Int32Array.from({length: 2 * 3 * 2}, (_, i) => i);
  const slices = sliceRows({scheme, groups: {climate: ["dry", "wet", "dry"]}}, rows);
  expect(slices.map(([name]) => name)).toEqual(["climate", "series"]);
  expect(slices[0][1].map(({slice, rows}) => [slice, [...rows]])).toEqual([
    ["dry", [0, 1, 4, 5, 6, 7, 10, 11]],
    ["wet", [2, 3, 8, 9]]
  ]);
});

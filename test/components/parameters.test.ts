import {expect, test} from "vitest";
import {parametersInWords} from "../../src/lib/report/parameters.js";

const plain = (texts: string[]) => texts.map((text) => text.replaceAll("\u00a0", " "));

test("the parameters that matter are said in words, others are left to the list", () => {
  expect(plain(parametersInWords({penalty: 8, clipDay: 0.02, clip: 0.05, halfLife: 600}))).toEqual([
    "an observation counts half after 600 days",
    "an hour’s error counts up to 2 % of the load away from the mean error of its day",
    "an hour’s error counts up to 5 % of the load in all"
  ]);
  expect(plain(parametersInWords({members: 2, refitDays: 84, units: "64, 32"}))).toEqual([
    "2 nets are averaged",
    "the nets are trained again every 84 days"
  ]);
  expect(parametersInWords({like: "week"})).toEqual([]);
});

import {createServer} from "node:http";
import type {AddressInfo} from "node:net";
import {expect, test} from "vitest";
import {createHttp} from "../../data-loaders/http.js";
import {askedOf, editionOf, everything, isDue} from "../../scripts/nightly/asked.js";
import {firstTry, type Schedule, schedules, tryOf} from "../../scripts/nightly/schedules.js";

const known = ["france", "rain"];
const table: Schedule[] = [
  {name: "nightly", tries: ["43 4 * * *", "13 7 * * *"], studies: [], step: "pull", force: false},
  {
    ...{name: "gas-hourly", tries: ["7 8-18 * * 1-5"], studies: ["gas"], step: "pull", force: false},
    onlyChanged: true
  }
];
const [first] = schedules;

test("a cron line asks what its schedule says; one that no schedule has is refused", () => {
  expect(askedOf({schedule: first!.tries[1]}, known, "2024-12-25")).toEqual({
    ...{night: "2024-12-25", by: "nightly", number: 2, studies: [], step: "pull", force: false, asOf: null},
    onlyChanged: false
  });
  const hourly = schedules.find(({name}) => name === "gas-hourly")!;
  expect(askedOf({schedule: hourly.tries[0]}, known, "2024-12-25")).toMatchObject({
    ...{by: "gas-hourly", number: 1, studies: ["gas"], step: "pull", force: false, onlyChanged: true}
  });
  expect(tryOf("7 8-18 * * 1-5", table)).toEqual({schedule: table[1], number: 1});
  expect(() => tryOf("0 0 * * *", table)).toThrow(/No schedule starts at "0 0 \* \* \*".*"43 4 \* \* \*"/);
});

test("a start by hand asks for some studies, from a step on, with force, as of a day", () => {
  expect(askedOf({study: "", step: "", force: "false", asOf: ""}, known, "2024-12-25")).toEqual({
    ...everything,
    night: "2024-12-25"
  });
  const words = {study: "rain, france", step: "train", force: "true", asOf: "2024-12-24"};
  expect(askedOf(words, known, "2024-12-25")).toEqual({
    ...{night: "2024-12-25", by: "by hand", number: 1},
    ...{studies: ["rain", "france"], step: "train", force: true, onlyChanged: false, asOf: "2024-12-24"}
  });
});

test.each([
  [{study: "gas"}, 'There is no study "gas". Known: france, rain'],
  [{study: "; rm -rf /"}, 'There is no study ";"'],
  [{step: "tarin"}, 'There is no step "tarin". Known: pull, features'],
  [{asOf: "2024-02-30"}, '"2024-02-30" is no day'],
  [{asOf: "2024-12-26"}, "is after 2024-12-25"]
])("unknown words are refused by name: %j", (start, message) => {
  expect(() => askedOf(start, known, "2024-12-25")).toThrow(
    expect.objectContaining({name: "UnknownName", message: expect.stringContaining(message)})
  );
});

test("a later try is due only where the site has no edition since the first one", async () => {
  const now = new Date("2024-12-25T07:15:00Z");
  const due = async (number: number, edition: () => Promise<Date | undefined>) =>
    (await isDue({by: "nightly", number}, edition, now, table)).due;
  const at = (instant: string) => async () => new Date(instant);
  expect(firstTry(table[0]!, "2024-12-25")).toEqual(new Date("2024-12-25T04:43:00Z"));
  expect(await due(2, at("2024-12-25T04:55:00Z"))).toBe(false);
  expect(await due(2, at("2024-12-25T03:00:00Z"))).toBe(true);
  expect(await due(2, at("2024-12-24T05:00:00Z"))).toBe(true);
  expect(await due(2, async () => undefined)).toBe(true);
  expect(await due(2, () => Promise.reject(new Error("no answer")))).toBe(true);
  expect(await due(1, at("2024-12-25T04:55:00Z"))).toBe(true);
  expect((await isDue({by: "gas-hourly", number: 1}, at("2024-12-25T07:10:00Z"), now, table)).due).toBe(true);
  expect((await isDue({by: "by hand", number: 1}, at("2024-12-25T06:00:00Z"), now, table)).due).toBe(true);
  expect(() => firstTry(table[1]!, "2024-12-25")).toThrow("needs one minute and one hour");
});

test("no check of an hour comes between the tries of the night, whose later one takes any edition for its own", () => {
  const hours = (line: string) => line.split(" ")[1]!.split("-").map(Number);
  const checks = schedules.filter(({onlyChanged}) => onlyChanged);
  expect(checks.map(({name}) => name)).toEqual(["gas-hourly"]);
  for (const {tries} of checks)
    for (const line of tries) expect(hours(line)[0]).toBeGreaterThan(hours(first!.tries.at(-1)!)[0]!);
});

test("the edition of a site is what its health.json says, and none where there is no such file", async () => {
  let answer = {status: 200, body: '{"edition":"2024-12-25T05:01:00.000Z","status":"ok"}'};
  const server = createServer((_, response) =>
    response.writeHead(answer.status, {"content-type": "application/json"}).end(answer.body)
  );
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const site = new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/almanac/`);
  const http = createHttp({attempts: 1});
  try {
    expect(await editionOf(site, http)).toEqual(new Date("2024-12-25T05:01:00Z"));
    answer = {status: 404, body: "no such page"};
    expect(await editionOf(site, http)).toBeUndefined();
    answer = {status: 500, body: "broken"};
    await expect(editionOf(site, http)).rejects.toThrow("status 500");
  } finally {
    server.closeAllConnections();
    server.close();
  }
});

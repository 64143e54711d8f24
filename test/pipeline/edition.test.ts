import {existsSync, readdirSync, readFileSync, realpathSync} from "node:fs";
import {join} from "node:path";
import {afterAll, beforeAll, expect, test} from "vitest";
import {type Refreshed, refreshTasks} from "../../models/pipeline/refresh.js";
import type {Study} from "../../models/study.js";
import {tasksOf} from "../../models/tasks.js";
import {cardsSchema} from "../../src/lib/artifacts/cards.js";
import {forecastSchema} from "../../src/lib/artifacts/forecast.js";
import {healthSchema} from "../../src/lib/artifacts/health.js";
import {bundled} from "./bundled.js";
import {tiny} from "./tiny.js";
import {type Workshop, workshop} from "./workshop.js";

let shop: Workshop;
let lines: string[];
let first: Refreshed;
beforeAll(async () => {
  shop = workshop();
  shop.write("outside.txt", "waves");
  lines = [];
  first = await refresh();
});
afterAll(() => shop.close());

/** Refreshes the tiny study as a process on that day would. */
function refresh(day = "2024-12-25", from = shop, studies = [tiny as Study]): Promise<Refreshed> {
  const replaced = {pull: new URL("./tiny-pull.ts", import.meta.url)};
  const environment = {...from.environment, today: day};
  const write = (line: string): void => void lines.push(line);
  // In one thread: starting others takes longer than the work.
  const tasks = tasksOf(studies, {today: day, replaced}).map((task) => ({...task, heavy: false}));
  return refreshTasks(tasks, {
    environment,
    write,
    terminal: false,
    threads: 2,
    bundle: bundled
  });
}
const artifact = (path: string, from = shop): string =>
  readFileSync(join(from.environment.state, "artifacts", path), "utf8");
const health = () => healthSchema.parse(JSON.parse(artifact("api/health.json")));

test("a study goes all the way into an edition", () => {
  expect(lines.filter((line) => line.startsWith("✗"))).toEqual([]);
  expect(first.ok).toBe(true);
  const forecast = forecastSchema.parse(JSON.parse(artifact("api/tiny/forecast.json")));
  expect(forecast).toMatchObject({
    study: "tiny",
    origin: "2024-12-25T00:00:00.000Z",
    model: {candidate: "yesterday"}
  });
  expect(forecast.rows).toHaveLength(48);
  expect(health()).toMatchObject({status: "ok", studies: [{study: "tiny", champion: "yesterday"}]});
  expect(readdirSync(join(shop.environment.state, "artifacts", "api")).sort()).toEqual(
    [
      "badges",
      "cards.json",
      "data.json",
      "edition.json",
      "health.json",
      "methods.json",
      "metrics.txt",
      "pipeline.json",
      "studies.json",
      "tiny"
    ].sort()
  );
});

test("the same data and seed give the same bytes in another store", async () => {
  const other = workshop();
  try {
    other.write("outside.txt", "waves");
    await refresh("2024-12-25", other);
    // What a training took differs: runs.json and metrics.txt tell it.
    const names = ["forecast.json", "forecast.csv", "backtest.json", "ledger.csv", "study.json"];
    for (const name of names) expect(artifact(`api/tiny/${name}`, other)).toBe(artifact(`api/tiny/${name}`));
    const rows = (from: Workshop) =>
      readFileSync(join(from.environment.state, "artifacts/api/tiny/backtest.parquet"));
    expect(rows(other).equals(rows(shop))).toBe(true);
  } finally {
    other.close();
  }
});

test("a second run changes no byte, and the next day makes another edition", async () => {
  const edition = realpathSync(join(shop.environment.state, "artifacts"));
  const {outcomes} = await refresh();
  expect(outcomes.filter(({state}) => state === "ran").map(({task}) => task.name)).toEqual(["tiny/pull"]);
  expect(realpathSync(join(shop.environment.state, "artifacts"))).toBe(edition);
  await refresh("2024-12-26");
  expect(realpathSync(join(shop.environment.state, "artifacts"))).not.toBe(edition);
  expect(existsSync(edition)).toBe(true);
  expect(JSON.parse(artifact("api/tiny/forecast.json")).origin).toBe("2024-12-26T00:00:00.000Z");
});

test("a study that fails stays as it was published, says so, and the run is not ok", async () => {
  const before = artifact("api/tiny/forecast.json");
  shop.write("outside.txt", "garbage");
  const {ok} = await refresh("2024-12-27");
  expect(ok).toBe(false);
  expect(artifact("api/tiny/forecast.json")).toBe(before);
  expect(health()).toMatchObject({status: "degraded", studies: [{status: "degraded"}]});
  expect(health().studies[0].message).toContain("garbage came");
  shop.write("outside.txt", "waves");
  expect((await refresh("2024-12-26")).ok).toBe(true);
  expect(health().status).toBe("ok");
});

test("a study that never had a forecast has a card that says why, and the others are published", async () => {
  const lost = {...(tiny as Study), id: "lost", title: "Lost", question: "Where is it?"};
  const {ok, outcomes} = await refresh("2024-12-26", shop, [tiny as Study, lost]);
  expect(ok).toBe(false);
  const causes = outcomes.filter(({task}) => task.study === "tiny").flatMap(({cause}) => cause ?? []);
  expect(causes).toEqual([]);
  const {cards} = cardsSchema.parse(JSON.parse(artifact("api/cards.json")));
  expect(cards).toMatchObject([
    {study: "tiny", status: "ok", forecast: {step: "PT1H"}},
    {study: "lost", title: "Lost", page: "/lost", status: "absent", forecast: null}
  ]);
  expect(cards[1]!.message).toMatch(/^The module of the study "lost" exports no definition/);
  expect(health()).toMatchObject({status: "degraded", studies: [{study: "tiny"}], absent: [{study: "lost"}]});
});

import {mkdirSync, readFileSync} from "node:fs";
import {join} from "node:path";
import {afterAll, beforeAll, expect, test} from "vitest";
import {sha256} from "../../data-loaders/store/files.js";
import {type Outcome, runTasks} from "../../models/pipeline/run.js";
import {readDay, readProvenance, readTablePath} from "../../models/steps/files.js";
import type {Study} from "../../models/study.js";
import {studyTasks} from "../../models/tasks.js";
import {tiny} from "./tiny.js";
import {type Workshop, workshop} from "./workshop.js";

let shop: Workshop;
let said: string[];
let first: Outcome;
beforeAll(async () => {
  shop = workshop();
  mkdirSync(shop.environment.state);
  said = [];
  [first] = await pull();
});
afterAll(() => shop.close());

/** Pulls the smallest real table from the sample. */
const pull = (): Promise<Outcome[]> => {
  const study = {...tiny, tables: ["france-calendar"]} as Study;
  const on: Parameters<typeof runTasks>[1]["on"] = (progress) =>
    void (progress.kind === "say" && said.push(progress.message));
  return runTasks(studyTasks(study), shop.options({only: "pull", on}));
};

test("a pull says the day, the realm, the bytes of each table and their origin, and what a person should know", async () => {
  expect(first).toMatchObject({state: "ran", result: {value: {realm: "recorded", today: "2024-12-25"}}});
  expect(await readDay(first.result!)).toEqual({realm: "recorded", today: "2024-12-25"});
  const path = await readTablePath(first.result!, "france-calendar", shop.environment.state);
  const {tables} = await readProvenance(first.result!);
  expect(tables).toMatchObject([
    {id: "france-calendar", mode: "recorded", record: {sha256: sha256(readFileSync(path))}}
  ]);
  expect(said[0]).toMatch(/^recorded data as of 2024-12-25/);
});

test("the same sample gives the same outputs, wherever the store is", async () => {
  const [second] = await pull();
  expect(second.result?.outputs).toEqual(first.result?.outputs);
  expect(readFileSync(join(second.result!.folder, "france-calendar.json"), "utf8")).not.toContain(
    shop.folder
  );
});

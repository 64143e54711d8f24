import {mkdirSync, readFileSync} from "node:fs";
import {join} from "node:path";
import {afterAll, beforeAll, expect, test} from "vitest";
import type {Environment} from "../../data-loaders/environment.js";
import {sha256} from "../../data-loaders/store/files.js";
import {type Outcome, runTasks} from "../../models/pipeline/run.js";
import {provenanceOf, reasonOf, sourceLine} from "../../models/publish/provenance.js";
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
const pull = (more: Partial<Environment> = {}): Promise<Outcome[]> => {
  const study = {...tiny, tables: ["france-calendar"]} as Study;
  const on: Parameters<typeof runTasks>[1]["on"] = (progress) =>
    void (progress.kind === "say" && said.push(progress.message));
  const options = shop.options({only: "pull", on});
  return runTasks(studyTasks(study), {...options, environment: {...options.environment, ...more}});
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

test("why the data are not live is said in full, and kept in readers' words", async () => {
  const unreachable = {upstream: "http://127.0.0.1:9", today: "2024-12-25"};
  said = [];
  const [{result}] = await pull({...unreachable, sources: "auto"});
  expect(said[0]).toMatch(
    /because france-calendar: education: .*ECONNREFUSED.* at http:.*no last good table/
  );
  const {tables, reason} = await readProvenance(result!);
  expect(sourceLine(provenanceOf(tables), reasonOf(tables, reason))).toBe(
    "Recorded data, known up to 2024-12-24, because the French ministry of education could not be reached."
  );
  said = [];
  const [{state, reason: failure}] = await pull({...unreachable, sources: "live"});
  expect(state).toBe("failed");
  expect(failure).toMatch(/france-calendar: the French ministry of education could not be reached\. Try/);
  expect(failure).not.toContain("http");
  expect(said[0]).toMatch(/france-calendar: education: .*ECONNREFUSED.* at http:/);
});

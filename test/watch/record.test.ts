import {existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import {Ajv2020} from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import {afterEach, beforeEach, describe, expect, it, vi} from "vitest";
import {z} from "zod";
import {publishEdition} from "../../models/pipeline/edition.js";
import {refreshTasks} from "../../models/pipeline/refresh.js";
import {readNights} from "../../models/watch/nights.js";
import {pipelineFile} from "../../models/watch/record.js";
import {type Pipeline, pipelineSchema} from "../../src/lib/artifacts/pipeline.js";
import {publication, publish} from "../pipeline/publication.js";
import {functions, type Workshop, workshop} from "../pipeline/workshop.js";

let shop: Workshop;
beforeEach(() => {
  for (const name of ["GITHUB_SERVER_URL", "GITHUB_REPOSITORY", "GITHUB_RUN_ID"]) vi.stubEnv(name, "");
  shop = workshop();
  shop.write("outside.txt", "0");
  shop.write("tasks.ts", functions + publish);
});
afterEach(() => {
  shop.close();
  vi.unstubAllEnvs();
});

const refresh = (label: string, more: {only?: string; force?: boolean} = {}) =>
  refreshTasks(publication(shop, label), {
    ...{environment: shop.environment, terminal: false, threads: 2, write: () => {}},
    ...more
  });
const file = () => join(shop.environment.state, "artifacts", pipelineFile);
const published = (): Pipeline => JSON.parse(readFileSync(file(), "utf8"));

describe("the record of a run", () => {
  it("fits its JSON Schema, and has every task with what it took and needs", async () => {
    vi.stubEnv("GITHUB_SERVER_URL", "https://git.example");
    vi.stubEnv("GITHUB_REPOSITORY", "some/almanac");
    vi.stubEnv("GITHUB_RUN_ID", "7");
    await refresh("monday");
    const ajv = new Ajv2020({strict: true, allowUnionTypes: true});
    addFormats.default(ajv);
    const validate = ajv.compile(z.toJSONSchema(pipelineSchema));
    expect(validate(published()), JSON.stringify(validate.errors)).toBe(true);
    const {tasks, nights, workflow} = published();
    expect(tasks.map(({task, state}) => [task, state])).toEqual([
      ["a", "ran"],
      ["b", "ran"],
      ["x/publish", "ran"],
      ["edition", "ran"]
    ]);
    expect(tasks.at(-1)!.needs).toContain("x/publish");
    expect(tasks[0]!.peakMemoryMB).toBeGreaterThan(10);
    expect(tasks[0]!.bytes).toBe(1);
    expect(nights).toHaveLength(1);
    expect(nights[0]).toMatchObject({
      tasks: {ran: 4, kept: 0, failed: 0, stopped: 0},
      log: "https://git.example/some/almanac/actions/runs/7"
    });
    expect(workflow).toBe("https://git.example/some/almanac/actions/workflows/nightly.yml");
  });

  it("stays as it is after a run that had nothing to do", async () => {
    await refresh("monday");
    const before = [readFileSync(file(), "utf8"), statSync(file()).mtimeMs];
    await refresh("monday");
    expect([readFileSync(file(), "utf8"), statSync(file()).mtimeMs]).toEqual(before);
    await refresh("monday", {only: "train", force: true});
    expect([readFileSync(file(), "utf8"), statSync(file()).mtimeMs]).toEqual(before);
    expect(await readNights(shop.environment.state)).toHaveLength(1);
    rmSync(file());
    await refresh("monday");
    expect(published().tasks.map(({state}) => state)).toEqual(Array(4).fill("up to date"));
    expect(published().tasks[0]!.startedAt).toBe(JSON.parse(before[0] as string).tasks[0].startedAt);
    expect(await readNights(shop.environment.state)).toHaveLength(1);
  });

  it("says what failed and why beside the edition that stands", async () => {
    await refresh("monday");
    await refresh("broken");
    const {tasks, nights} = published();
    expect(tasks.find(({task}) => task === "x/publish")).toMatchObject({
      ...{state: "failed", reason: "the printer is broken", startedAt: null}
    });
    expect(nights).toHaveLength(2);
    expect(nights[0]!.failures).toEqual([{task: "x/publish", reason: "the printer is broken"}]);
    expect(readFileSync(join(shop.environment.state, "artifacts/api/x/forecast.json"), "utf8")).toBe(
      "monday"
    );
  });

  it("of a run that published nothing yet is the line in the history alone", async () => {
    await refresh("broken");
    expect((await readNights(shop.environment.state))[0]).toMatchObject({status: "failed", edition: null});
    expect(existsSync(file())).toBe(false);
  });

  it("goes along with the next edition until that has its own", async () => {
    const {state} = shop.environment;
    const source = join(state, "a.json");
    mkdirSync(state, {recursive: true});
    writeFileSync(source, "1");
    const {id} = await publishEdition(state, {"api/a.json": source}, [pipelineFile]);
    writeFileSync(file(), "{}");
    writeFileSync(source, "2");
    const next = await publishEdition(state, {"api/a.json": source}, [pipelineFile]);
    expect(next.id).not.toBe(id);
    expect(Object.keys(next.files)).toEqual(["api/a.json"]);
    expect(readFileSync(file(), "utf8")).toBe("{}");
  });
});

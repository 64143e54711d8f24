import {existsSync} from "node:fs";
import {join} from "node:path";
import {afterEach, beforeEach, expect, test} from "vitest";
import {keepRun} from "../../models/runs/runs.js";
import {refresh} from "../../scripts/refresh.js";
import {type FakeMlflow, startFake} from "./fake.js";
import {openStore, type Store} from "./store.js";

let store: Store;
let fake: FakeMlflow;
beforeEach(async () => {
  [store, fake] = await Promise.all([openStore(), startFake()]);
});
afterEach(async () => {
  store.close();
  await fake.close();
});

test("a refresh mirrors the selected studies while the store is locked, and stays well where that fails", async () => {
  const run = await store.keep("naive", 10);
  await keepRun(store.state, "recorded", {...run, study: "france", candidate: "seasonal-naive"});
  const lines: string[] = [];
  const locked: boolean[] = [];
  fake.answer = (asked, response) => {
    locked.push(existsSync(join(store.state, "lock")));
    if (asked !== "POST mlflow/runs/create") return false;
    response.writeHead(500).end("out of order");
    return true;
  };
  const mlflow = fake.url.replace("//", "//jane:s3cret@");
  const {ok} = await refresh({
    environment: {sources: "sample", today: "2024-12-25", state: store.state, mlflow},
    ...{study: ["france"], only: "pull", terminal: false, threads: 2},
    write: (line) => void lines.push(line)
  });
  expect(ok).toBe(true);
  expect(new Set(locked)).toEqual(new Set([true]));
  expect([...fake.experiments.keys()]).toEqual(["france_consumption_forecast"]);
  expect(lines.at(-2)).toMatch(
    /^! MLflow at http:\/\/127.*: POST .*runs\/create was answered with 500, "out of order"$/
  );
  expect(lines.join("\n")).not.toMatch(/jane|s3cret/);
});

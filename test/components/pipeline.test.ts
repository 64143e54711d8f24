import {readFileSync} from "node:fs";
import {describe, expect, it} from "vitest";
import {actions} from "../../src/lib/report/pipeline/actions.js";
import {layoutGraph, type TaskFacts} from "../../src/lib/report/pipeline/layout.js";
import {
  failedRuns,
  formatSeconds,
  formatSize,
  nightReasons,
  nightState,
  pipelineFinding,
  pipelineStandfirst,
  refreshWords
} from "../../src/lib/report/pipeline/words.js";

const task = (name: string, step: string, needs: string[], more: Partial<TaskFacts> = {}): TaskFacts => ({
  ...{task: name, study: name.includes("/") ? name.split("/")[0]! : null, step, needs, state: "ran"},
  ...{reason: "forced", startedAt: "2024-12-25T05:00:00.000Z", seconds: 2, cpuSeconds: 1},
  ...{peakMemoryMB: 300, threadMemoryMB: null, rows: 1, bytes: 1e6, bytesRead: 1},
  ...more
});
const steps = ["pull", "features", "train", "score", "publish"];
const tasks = [
  task("x/pull", "pull", []),
  task("x/read", "features", ["x/pull"]),
  task("x/roll/net", "train", ["x/read"]),
  task("x/roll/mix", "train", ["x/read", "x/roll/net"]),
  task("x/publish", "publish", ["x/pull", "x/read", "x/roll/net", "x/roll/mix"]),
  task("y/pull", "pull", []),
  task("edition", "publish", ["x/publish", "y/pull"])
];

describe("the graph of tasks", () => {
  const {boxes, edges, height, steps: columns, lanes} = layoutGraph({steps, tasks}, 1000);
  const box = (name: string) => boxes.find(({facts}) => facts.task === name)!;

  it("has a column for each step that has tasks, and a lane for each study, the last for all", () => {
    expect(columns.map(({text}) => text)).toEqual(["pull", "features", "train", "publish"]);
    expect(lanes.map(({study}) => study)).toEqual(["x", "y", null]);
    expect(box("x/pull").x1).toBe(box("y/pull").x1);
    expect(box("y/pull").y1).toBeGreaterThan(box("x/roll/mix").y2);
    expect(box("edition").y1).toBeGreaterThan(box("y/pull").y2);
    expect(boxes.map(({name}) => name)).toEqual(expect.arrayContaining(["net", "mix", "pull", "edition"]));
  });

  it.each([1000, 360])("has every task once, within %i px, and none over another", (width) => {
    const layout = layoutGraph({steps, tasks}, width);
    expect(layout.boxes.map(({facts}) => facts.task).sort()).toEqual(tasks.map(({task}) => task).sort());
    for (const a of layout.boxes) {
      expect(a.x1 >= 0 && a.x2 <= width && a.y2 <= layout.height).toBe(true);
      for (const b of layout.boxes)
        if (a !== b) expect(a.x2 <= b.x1 || b.x2 <= a.x1 || a.y2 <= b.y1 || b.y2 <= a.y1).toBe(true);
    }
  });

  it("draws the needs that no other implies", () => {
    expect(edges).toHaveLength(6);
    const from = (name: string) => ({x1: box(name).x2, y1: (box(name).y1 + box(name).y2) / 2});
    expect(edges).toContainEqual(expect.objectContaining({...from("x/roll/mix"), x2: box("x/publish").x1}));
    expect(edges).not.toContainEqual(expect.objectContaining({...from("x/pull"), x2: box("x/publish").x1}));
    const {x1, y2} = box("x/roll/net");
    expect(edges).toContainEqual({x1: x1 + 12, x2: x1 + 12, y1: y2, y2: box("x/roll/mix").y1});
    expect(height).toBeGreaterThan(200);
  });
});

describe("the words of the pipeline", () => {
  const plain = (text: string) => text.replaceAll("\u00a0", " ");
  it.each([
    [0.44, "0.4 s"],
    [9.96, "10 s"],
    [59.7, "1 min 0 s"],
    [192.2, "3 min 12 s"],
    [3899, "1 h 5 min"]
  ])("%f seconds are %s", (seconds, text) => expect(plain(formatSeconds(seconds))).toBe(text));

  it.each([
    [999, "999 B"],
    [18_848, "18.8 kB"],
    [17_499_472, "17.5 MB"]
  ])("%i bytes are %s", (bytes, text) => expect(plain(formatSize(bytes))).toBe(text));

  it("say first whether all went well", () => {
    const state = (...states: TaskFacts["state"][]) => states.map((each, i) => ({...tasks[i]!, state: each}));
    const finding = (...states: TaskFacts["state"][]) =>
      plain(pipelineFinding({tasks: state(...states), seconds: 192}));
    expect(finding("ran", "ran", "up to date")).toBe("All went well in the last run: 2 tasks in 3 min 12 s");
    expect(finding("up to date")).toBe("The last run found everything up to date");
    expect(finding("failed", "stopped", "ran")).toBe(
      "1 task failed in the last run, and 1 could not start for it"
    );
  });

  it("say what the run took", () => {
    const pipeline = {
      ...{startedAt: "2024-12-25T04:43:00.000Z", seconds: 60, threads: 2, steps, nights: [], workflow: null},
      tasks: [tasks[0]!, {...tasks[1]!, state: "failed" as const}, {...tasks[2]!, state: "taken" as const}]
    };
    expect(plain(pipelineStandfirst(pipeline))).toBe(
      "Begun on 25 Dec 2024, 04:43 UTC, it took 1 min 0 s with 2 tasks at once: 1 ran, 1 kept their last result, 1 could not run. They wrote 1.0 MB and took at most 300 MB of memory."
    );
  });

  it("say of a night what came of it and why", () => {
    expect(nightState({status: "degraded"})).toBe("not all made anew");
    const studies = [
      {study: "a", title: "A", status: "stale" as const, state: "", message: "Late data."},
      {study: "b", title: "B", status: "ok" as const, state: "live"}
    ];
    expect(nightReasons({failures: [], studies})).toEqual(["A: Late data"]);
    expect(nightReasons({failures: [{task: "a/pull", reason: "HTTP 503"}], studies})).toEqual([
      "a/pull: HTTP 503"
    ]);
    expect(failedRuns("france")).toBe("./runs?study=france&status=failed");
  });

  it("say what was asked for a study, what came and what was trained", () => {
    const facts = {study: "gas", bytes: 9, requests: 9, notModified: 7, same: 1, changed: 1, kept: 90};
    expect(plain(refreshWords({...facts, trained: 14, skipped: 0, why: "input gas-days changed"}))).toBe(
      "gas: 9 requests (7 answered “not modified”, 1 with the same data, 1 with other data), 90 kept copies not asked for; 14 trainings made: input gas-days changed"
    );
    const nothing = {
      ...facts,
      notModified: 8,
      same: 0,
      changed: 0,
      kept: 0,
      trained: 0,
      skipped: 14,
      why: null
    };
    expect(plain(refreshWords(nothing))).toBe(
      "gas: 9 requests (8 answered “not modified”, 0 with other data, 1 without data); no training made: nothing changed that 14 models depend on"
    );
  });

  it("name commands that exist", () => {
    const manifest = JSON.parse(readFileSync("package.json", "utf8"));
    for (const {what, command, inputs} of actions) {
      expect(command ?? inputs, what).toBeDefined();
      if (command) expect(Object.keys(manifest.scripts)).toContain(/^npm run (\S+)/.exec(command)![1]);
    }
  });

  it("name the inputs that the workflow has, all of them", () => {
    const workflow = readFileSync(".github/workflows/nightly.yml", "utf8");
    const asked = workflow.slice(workflow.indexOf("    inputs:\n"), workflow.indexOf("\npermissions:"));
    const has = [...asked.matchAll(/^ {6}(\S+):$/gm)].map(([, name]) => name);
    expect(actions.flatMap(({inputs}) => Object.keys(inputs ?? {})).sort()).toEqual(has.sort());
  });
});

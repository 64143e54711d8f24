import {afterAll, afterEach, beforeAll, beforeEach, describe, expect, test} from "vitest";
import {sha256} from "../../data-loaders/store/files.js";
import {type MirrorOptions, mirrorToMlflow} from "../../models/mlflow/mirror.js";
import type {Run} from "../../src/lib/artifacts/runs.js";
import {type FakeMlflow, startFake} from "./fake.js";
import {brest, history, netFiles, openStore, type Store} from "./store.js";

/** Two days of three candidates, of which the net is champion since the second; no test changes it. */
let days: Store;
let runs: Run[];
/** A store for one test. */
let store: Store;
let fake: FakeMlflow;
let lines: string[];
beforeAll(async () => {
  days = await openStore();
  runs = await twoDays(days);
});
afterAll(() => days.close());
beforeEach(async () => {
  fake = await startFake();
  store = days;
  lines = [];
});
afterEach(async () => {
  if (store !== days) store.close();
  await fake.close();
});

const mirror = (more: Partial<MirrorOptions> = {}) =>
  mirrorToMlflow({
    ...{uri: fake.url, credentials: {}, state: store.state, studies: [brest]},
    ...{write: (line: string) => void lines.push(line), ...more}
  });

/** What was asked that is no read, since the last time. */
const writes = () =>
  fake.log.splice(0).filter((asked) => !asked.startsWith("GET") && !asked.endsWith("/search"));
const tagsOf = ({data}: FakeMlflow["runs"][number]) =>
  Object.fromEntries(data.tags.map(({key, value}) => [key, value]));

async function twoDays(store: Store): Promise<Run[]> {
  const runs: Run[] = [];
  for (const day of [10, 11]) {
    runs.push(await store.keep("naive", day, {params: {}}));
    runs.push(await store.keep("trees", day, {files: {"forest.bin": new Uint8Array([day])}}));
    runs.push(await store.keep("lstm", day, {files: netFiles, history}));
  }
  await store.decide("recorded", [runs[1], runs[0]], [runs[5], runs[4]]);
  return runs;
}

describe("a first mirror", () => {
  test("sends each run with its parameters, numbers by step, tags, data and files", async () => {
    const [, , lstm] = runs;
    const mirrored = await mirror();
    expect(lines).toEqual([
      expect.stringMatching(
        /^✓ MLflow at .*\/some\/prefix: mirrored 6 runs, 4 versions, 2 decisions, 3 aliases in \d/
      )
    ]);
    expect(mirrored).toEqual({ok: true, runs: 6, versions: 4, decisions: 2, aliases: 3});
    expect([...fake.experiments.keys()]).toEqual(["brest_consumption_forecast"]);
    const run = fake.runs.find((one) => tagsOf(one)["almanac.runId"] === lstm.runId)!;
    const start = Date.parse(lstm.startedAt);
    expect(run.info).toMatchObject({
      ...{name: "lstm_brest_consumption", status: "FINISHED", start_time: start, end_time: start + 12_500}
    });
    expect(Object.fromEntries(run.data.params.map(({key, value}) => [key, value]))).toEqual({
      ...{window_size: "6", dropout: "0.2", deep: "false", activation: "tanh", seed: "11"}
    });
    expect(tagsOf(run)).toMatchObject({
      kind: "model",
      "almanac.realm": "recorded",
      "almanac.candidate": "lstm",
      "mlflow.source.name": "almanac",
      "mlflow.source.type": "JOB",
      "mlflow.source.git.commit": lstm.lineage.commit,
      "mlflow.note.content": "Forecasts as lstm does: “à la façon de”."
    });
    const steps = run.data.metrics.filter(({key}) => key === "val_loss");
    expect(steps.map(({value}) => value)).toEqual(history.val_loss.map(({value}) => value));
    expect(steps.map(({step}) => step)).toEqual(history.val_loss.map(({step}) => step));
    expect(steps[0].timestamp).toBe(Math.round(start + 12_500 / steps.length));
    expect(steps.at(-1)!.timestamp).toBe(start + 12_500);
    expect(run.data.metrics).toContainEqual(
      expect.objectContaining({
        key: "mae",
        value: 41.25,
        step: 0,
        timestamp: start + 12_500,
        model_id: expect.any(String)
      })
    );
    expect(run.data.metrics).toContainEqual(expect.objectContaining({key: "cpuSeconds", value: 11}));
    expect(run.inputs).toEqual([
      expect.objectContaining({name: "brest_consumption", digest: lstm.lineage.dataHash.slice(0, 36)})
    ]);
    const root = run.info.artifact_uri.slice("mlflow-artifacts:/".length);
    for (const {path, sha256: hash} of lstm.artifacts)
      expect(sha256(fake.files.get(`${root}/${path}`)!)).toBe(hash);
    expect(JSON.parse(fake.files.get(`${root}/run.json`)!.toString())).toEqual(lstm);
  });

  test("makes a model folder with flavours and a signature of a net, and of no other candidate", async () => {
    const [naive, trees, lstm] = runs;
    await mirror();
    const folderOf = ({runId}: Run) => {
      const {info} = fake.runs.find((one) => tagsOf(one)["almanac.runId"] === runId)!;
      return JSON.parse(fake.files.get(`1/${info.run_id}/artifacts/model/MLmodel`)!.toString());
    };
    expect(folderOf(lstm)).toMatchObject({
      utc_time_created: "2024-03-10 12:00:00.250000",
      model_uuid: expect.stringMatching(/^[0-9a-f]{32}$/),
      flavors: {
        tfjs: {format: "layers-model", model: "model.json"},
        python_function: {loader_module: "almanac_tfjs", code: "code"},
        almanac: {candidate: "lstm", files: ["model.json", "state.json", "weights.bin"]}
      },
      signature: {
        inputs: '[{"type":"tensor","tensor-spec":{"dtype":"float32","shape":[-1,6,3]}}]',
        outputs: '[{"type":"tensor","tensor-spec":{"dtype":"float32","shape":[-1,1]}}]'
      }
    });
    expect(folderOf(trees)).toMatchObject({flavors: {almanac: {files: ["forest.bin"]}}});
    expect(Object.keys(folderOf(trees).flavors)).toEqual(["almanac"]);
    expect(Object.keys(folderOf(naive).flavors)).toEqual(["almanac"]);
    expect([...fake.files.keys()].filter((path) => path.endsWith("almanac_tfjs.py"))).toHaveLength(4);
    expect([...fake.models.values()].map(({status}) => status)).toEqual(Array(4).fill("LOGGED_MODEL_READY"));
  });

  test("registers versions of whole runs, sets previous before champion, and says why on the versions", async () => {
    await mirror();
    const aliases = fake.log.filter((asked) => asked.endsWith("registered-models/alias"));
    expect(aliases).toHaveLength(3);
    const {aliases: held, description} = fake.registered.get("brest")!;
    expect([...held.keys()]).toEqual(["previous", "champion", "challenger"]);
    const versionOf = (alias: string) => {
      const found = fake.versions.find(({version}) => version === held.get(alias))!;
      return {...found, tags: Object.fromEntries(found.tags.map(({key, value}) => [key, value]))};
    };
    const champion = versionOf("champion");
    expect(champion.tags).toMatchObject({
      "almanac.candidate": "lstm",
      "almanac.version": "1",
      "almanac.runId": runs[5].runId
    });
    expect(champion.source).toBe(`models:/${champion.model_id}`);
    expect(JSON.parse(champion.tags["almanac.decision.2"])).toMatchObject({
      ...{replaced: true, reason: "lstm is the best on day 2."}
    });
    expect(versionOf("previous").tags["almanac.runId"]).toBe(runs[1].runId);
    expect(versionOf("challenger").tags["almanac.runId"]).toBe(runs[4].runId);
    expect(description).toMatch(/- 2024-03-12: lstm is the best on day 2\.\n.*trees is the best on day 1\./);
    const created = fake.log.lastIndexOf("POST mlflow/model-versions/create");
    expect(created).toBeLessThan(fake.log.indexOf("POST mlflow/registered-models/alias"));
    expect(created).toBeGreaterThan(fake.log.indexOf("POST mlflow/runs/update"));
  });

  test("keeps realms apart: both are runs, and only the edition's is registered", async () => {
    store = await openStore();
    const recorded = await store.keep("trees", 10);
    const live = await store.keep("trees", 10, {realm: "live"});
    expect(live.runId).toBe(recorded.runId);
    await store.decide("recorded", [recorded, null]);
    await store.decide("live", [live, null]);
    await mirror();
    expect(fake.runs.map((run) => tagsOf(run)["almanac.realm"]).sort()).toEqual(["live", "recorded"]);
    expect(fake.versions).toHaveLength(1);
    expect(fake.registered.get("brest")!.tags).toContainEqual({key: "almanac.realm", value: "recorded"});

    await store.show("live");
    await mirror();
    const {aliases, tags} = fake.registered.get("brest")!;
    expect(tags).toContainEqual({key: "almanac.realm", value: "live"});
    expect(aliases.get("champion")).toBe("2");
    expect(fake.versions[1].tags).toContainEqual({key: "almanac.realm", value: "live"});
    expect(fake.versions[0].run_id).not.toBe(fake.versions[1].run_id);

    await store.show("recorded");
    writes();
    lines = [];
    expect(await mirror()).toMatchObject({ok: false});
    expect(writes()).toEqual([]);
    expect(lines.join("\n")).toMatch(
      /! .*"brest" holds live versions: those of the recorded edition stay out/
    );
  });

  test("leaves what a server cannot do: no logged models, files in a store of its own", async () => {
    store = await openStore();
    const run = await store.keep("lstm", 10, {files: netFiles});
    await store.decide("recorded", [run, null]);
    fake.logged = false;
    fake.artifactRoot = "s3://bucket/";
    expect(await mirror()).toMatchObject({ok: true, runs: 1, versions: 1});
    expect(fake.files.size).toBe(0);
    expect(tagsOf(fake.runs[0])["almanac.artifacts"]).toMatch(/^not mirrored: any file, .* at s3:\/\/bucket/);
    expect(fake.versions[0].source).toBe(`runs:/${fake.runs[0].info.run_id}/model`);

    await store.keep("lstm", 11, {files: netFiles});
    fake.artifactRoot = "mlflow-artifacts:/";
    expect(await mirror()).toMatchObject({ok: true, runs: 1});
    expect(fake.runs[1].info.status).toBe("FINISHED");
    expect(fake.files.has("1/0002/artifacts/model/MLmodel")).toBe(true);
  });

  test("mirrors the rest where bytes are gone, and a failed training as failed", async () => {
    store = await openStore();
    const gone = {path: "model/forest.bin", sha256: sha256("gone"), bytes: 4};
    await store.keep("trees", 10, {artifacts: [gone]});
    await store.keep("lstm", 11, {status: "failed", metrics: {}, tags: {error: "it went astray"}});
    expect(await mirror()).toMatchObject({ok: true, runs: 2});
    const [failed, trees] = ["lstm", "trees"].map(
      (name) => fake.runs.find((run) => tagsOf(run)["almanac.candidate"] === name)!
    );
    expect(failed.info.status).toBe("FAILED");
    expect(tagsOf(failed)).toMatchObject({error: "it went astray"});
    expect(tagsOf(trees)["almanac.artifacts"]).toBe(
      "not mirrored: model/forest.bin (its bytes are kept no more)"
    );
    expect([...fake.files.keys()].filter((path) => path.includes("model/"))).toEqual([]);
    expect(trees.info.status).toBe("FINISHED");
  });
});

describe("a second mirror", () => {
  test("only reads, and few times", async () => {
    await mirror();
    fake.log.length = 0;
    lines = [];
    expect(await mirror()).toEqual({ok: true, runs: 0, versions: 0, decisions: 0, aliases: 0});
    expect(lines).toEqual([expect.stringMatching(/^✓ MLflow at .*: up to date\.$/)]);
    expect(new Set(fake.log)).toEqual(
      new Set([
        "GET mlflow/experiments/get-by-name",
        "POST mlflow/runs/search",
        "GET mlflow/registered-models/get",
        "GET mlflow/model-versions/search"
      ])
    );
    expect(fake.log.length).toBeLessThan(8);
    await mirror();
    expect(writes()).toEqual([]);
  });

  test("sends what came since, and moves the aliases", async () => {
    store = await openStore();
    const runs = await twoDays(store);
    await mirror();
    writes();
    const next = await store.keep("trees", 12);
    await store.decide("recorded", [runs[1], runs[0]], [runs[5], runs[4]], [next, null]);
    expect(await mirror()).toEqual({ok: true, runs: 1, versions: 1, decisions: 1, aliases: 3});
    const sent = writes();
    expect(sent.filter((asked) => asked === "POST mlflow/runs/create")).toHaveLength(1);
    expect(sent.filter((asked) => asked.endsWith("alias"))).toEqual([
      "POST mlflow/registered-models/alias",
      "POST mlflow/registered-models/alias",
      "DELETE mlflow/registered-models/alias"
    ]);
    const {aliases} = fake.registered.get("brest")!;
    const [lstm, trees] = [aliases.get("previous"), aliases.get("champion")].map(
      (number) => fake.versions.find(({version}) => version === number)!.run_id
    );
    const runIdOf = (id: string) => tagsOf(fake.runs.find(({info}) => info.run_id === id)!)["almanac.runId"];
    expect([runIdOf(lstm), runIdOf(trees)]).toEqual([runs[5].runId, next.runId]);
    expect(aliases.has("challenger")).toBe(false);
  });

  test("completes what a killed one left, wherever it was killed", async () => {
    await mirror();
    const whole = writes().length;
    const ids = (of: FakeMlflow) => of.runs.map((run) => tagsOf(run)["almanac.runId"]).sort();
    const expected = ids(fake);
    for (let k = 1; k < whole; k += 11) {
      await fake.close();
      fake = await startFake();
      let left = k;
      fake.answer = (asked, response) => {
        if (asked.startsWith("GET") || asked.endsWith("/search") || left-- > 0) return false;
        response.socket?.destroy();
        return true;
      };
      expect(await mirror()).toMatchObject({ok: false});
      fake.answer = () => false;
      lines = [];
      expect(await mirror(), lines.join("\n")).toMatchObject({ok: true});
      expect(ids(fake)).toEqual(expected);
      expect(fake.runs.every(({info}) => info.status === "FINISHED")).toBe(true);
      expect([...fake.models.values()].map(({status}) => status)).toEqual(
        Array(4).fill("LOGGED_MODEL_READY")
      );
      expect(fake.versions).toHaveLength(4);
      expect(fake.registered.get("brest")!.aliases.size).toBe(3);
      writes();
      await mirror();
      expect(writes()).toEqual([]);
    }
  });

  test("keeps one of two runs of the same id, the whole one", async () => {
    store = await openStore();
    await store.keep("naive", 10);
    await mirror();
    const [run] = fake.runs;
    fake.runs.unshift({...run, info: {...run.info, run_id: "0000", status: "RUNNING"}});
    expect(await mirror()).toMatchObject({ok: true, runs: 0});
    expect(fake.runs.map(({info, deleted}) => [info.run_id, deleted])).toEqual([
      ["0000", true],
      ["0001", false]
    ]);
  });
});

describe("a server that cannot be used costs a warning", () => {
  const html = "<!doctype html>\n<title>502 Bad Gateway</title>";
  const answers: [string, (response: Parameters<FakeMlflow["answer"]>[1]) => void, RegExp][] = [
    [
      "409",
      (r) => r.writeHead(409).end('{"error_code":"RESOURCE_CONFLICT","message":"no"}'),
      /was answered with 409, RESOURCE_CONFLICT: "no"/
    ],
    [
      "500",
      (r) => r.writeHead(500).end('{"error_code":"INTERNAL_ERROR","message":"disk\\nfull"}'),
      /was answered with 500, INTERNAL_ERROR: "disk full"/
    ],
    [
      "403 in plain text",
      (r) => r.writeHead(403).end("Invalid Host header"),
      /was answered with 403, "Invalid Host header"/
    ],
    ["401 with nothing", (r) => r.writeHead(401).end(), /was answered with 401, an empty answer/],
    [
      "a page with 200",
      (r) => r.writeHead(200).end(html),
      /was answered with 200 and no JSON, "<!doctype html> <title>502/
    ],
    ["a page with 502", (r) => r.writeHead(502).end(html), /was answered with 502, "<!doctype html>/],
    [
      "JSON cut in half",
      (r) => r.writeHead(200).end('{"experiment": {"exp'),
      /was answered with 200 and no JSON, "{"experiment": {"exp"/
    ],
    ["an empty answer", (r) => r.writeHead(200).end(), /was answered with 200 and no JSON, an empty answer/],
    [
      "another shape",
      (r) => r.writeHead(200).end('{"experiment": {}}'),
      /another shape, at "experiment\.experiment_id" .*expected string/
    ],
    ["null", (r) => r.writeHead(200).end("null"), /another shape/],
    [
      "a redirect",
      (r) => r.writeHead(302, {location: "https://sign.in/"}).end(),
      /was answered with a redirect \(302\) to https:\/\/sign\.in/
    ],
    ["a closed connection", (r) => void r.socket?.destroy(), /could not be asked: /],
    ["nothing", () => {}, /had no whole answer within 0\.2 s/],
    [
      "half an answer",
      (r) => void r.writeHead(200, {"content-length": "99"}).write("{"),
      /had no whole answer within 0\.2 s/
    ]
  ];

  test.each(answers)("%s", async (_, answer, expected) => {
    fake.answer = (__, response) => {
      answer(response);
      return true;
    };
    expect(await mirror({timeout: 200})).toEqual({ok: false, runs: 0, versions: 0, decisions: 0, aliases: 0});
    const [warning, rest] = lines;
    expect(warning).toMatch(/^! MLflow at http:.*: GET .*experiments\/get-by-name /);
    expect(warning).toMatch(expected);
    expect(rest).toBe("  The edition is whole without it; the next refresh mirrors what is missing.");
    expect(lines).toHaveLength(2);
  });

  const inTheMiddle = ["409", "500", "JSON cut in half", "a closed connection", "nothing"];
  test.each(answers.filter(([name]) => inTheMiddle.includes(name)))(
    "%s, in the middle",
    async (_, answer, expected) => {
      fake.answer = (asked, response) => {
        if (!asked.startsWith("POST mlflow/runs/log-batch")) return false;
        answer(response);
        return true;
      };
      expect(await mirror({timeout: 200})).toMatchObject({ok: false, runs: 0});
      expect(lines.join("\n")).toMatch(/POST .*runs\/log-batch /);
      expect(lines.join("\n")).toMatch(expected);
      expect(lines.length).toBeLessThan(9);
      fake.answer = () => false;
      expect(await mirror()).toMatchObject({ok: true, runs: 6});
      expect(fake.runs.filter(({deleted}) => !deleted)).toHaveLength(6);
    }
  );

  test("no server at all", async () => {
    await fake.close();
    expect(await mirror()).toMatchObject({ok: false});
    expect(lines[0]).toMatch(/get-by-name could not be asked: ECONNREFUSED/);
  });

  test("a slow one is left after the time for all, and goes on the next time", async () => {
    fake.answer = (asked) => asked === "POST mlflow/runs/log-inputs";
    const before = performance.now();
    expect(await mirror({timeout: 60_000, total: 400})).toMatchObject({ok: false, runs: 0});
    expect(performance.now() - before).toBeLessThan(3000);
    expect(lines[0]).toMatch(/! .*: it was not done within 0\.4 s/);
    fake.answer = () => false;
    expect(await mirror()).toMatchObject({ok: true, runs: 6});
  });

  test("a run that it refuses does not stop the others", async () => {
    fake.answer = (asked, response, body) => {
      if (asked !== "POST mlflow/runs/create" || !body.includes("naive_brest")) return false;
      response.writeHead(400).end('{"error_code":"INVALID_PARAMETER_VALUE","message":"no"}');
      return true;
    };
    expect(await mirror()).toMatchObject({ok: false, runs: 4, versions: 3});
    expect(lines.filter((line) => line.includes("of naive (brest) was refused"))).toHaveLength(2);
    expect(lines.filter((line) => line.includes("naive, version 1 of brest is not registered"))).toHaveLength(
      1
    );
    expect(fake.registered.get("brest")!.aliases.has("champion")).toBe(true);
  });

  test("an experiment that somebody else makes at the same time is found", async () => {
    store = await openStore();
    await store.keep("naive", 10);
    fake.answer = (asked) => {
      if (asked === "POST mlflow/experiments/create") fake.experiments.set("brest_consumption_forecast", "9");
      return false;
    };
    expect(await mirror()).toMatchObject({ok: true, runs: 1});
    expect(fake.runs[0].experiment).toBe("9");
  });
});

describe("credentials", () => {
  const ask = async (uri: string, credentials: MirrorOptions["credentials"]) => {
    store = await openStore();
    await store.keep("naive", 10);
    fake.answer = (_, response) => {
      const {authorization = "none"} = fake.headers.at(-1)!;
      // So often that a message cut anywhere would end within it.
      const often = `${authorization} `.repeat(20);
      response.writeHead(401).end(`denied: ${authorization} s3cret/w@rd t0ken-t0ken passw0rd ${often}`);
      return true;
    };
    await mirror({uri, credentials});
    return {sent: fake.headers.at(-1)!.authorization, said: lines.join("\n")};
  };
  const basic = (text: string) => `Basic ${Buffer.from(text).toString("base64")}`;

  const jane = {MLFLOW_TRACKING_USERNAME: "jane", MLFLOW_TRACKING_PASSWORD: "s3cret/w@rd"};
  const token = {MLFLOW_TRACKING_TOKEN: "t0ken-t0ken"};

  test.each([
    ["of the environment", "", jane, basic("jane:s3cret/w@rd"), ["s3cret"]],
    ["in the address", "jane:s3cret%2Fw%40rd@", {}, basic("jane:s3cret/w@rd"), ["s3cret"]],
    ["a token", "", token, "Bearer t0ken-t0ken", ["t0ken"]],
    [
      "a name first",
      "eve:passw0rd@",
      {...jane, ...token},
      basic("jane:s3cret/w@rd"),
      ["s3cret", "t0ken", "passw0rd"]
    ]
  ])("%s are sent and never said", async (_, inAddress, credentials, expected, secrets) => {
    const {sent, said} = await ask(fake.url.replace("//", `//${inAddress}`), credentials);
    expect(sent).toBe(expected);
    expect(said).toMatch(/was answered with 401, "denied: (Basic|Bearer) …/);
    for (const secret of [...secrets, expected.split(" ")[1].slice(0, 6)]) expect(said).not.toContain(secret);
  });

  test("without any, none are sent", async () => {
    expect((await ask(fake.url, {})).sent).toBeUndefined();
  });
});

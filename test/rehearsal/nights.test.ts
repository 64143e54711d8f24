import {spawn} from "node:child_process";
import {existsSync, readdirSync, readFileSync, rmSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import {fileURLToPath} from "node:url";
import {afterAll, beforeAll, describe, expect, it, vi} from "vitest";
import {stopwatch} from "../../data-loaders/clock.js";
import {publishNight} from "../../scripts/nightly/publish.js";
import {buildSite} from "../../scripts/site/build/build.js";
import type {Health} from "../../src/lib/artifacts/health.js";
import {type Outside, outside} from "../nightly/runners.js";
import {makeTinyProject, type TinyProject} from "../site/tiny/project.js";
import {hashes, type Ran, replayGiven} from "./editions.js";

const home = fileURLToPath(new URL("../..", import.meta.url));
const area = "Bretagne (Enedis < 36 kVA)";
const replay = replayGiven();
if (!replay) console.log("Skipped: five nights on real data, for ALMANAC_REPLAY names no replay.");

vi.setConfig({testTimeout: 300_000});

describe.skipIf(!replay)("five nights on real pulls", () => {
  let world: Outside;
  let project: TinyProject;
  const started = stopwatch();
  const before = {...process.env};
  beforeAll(() => {
    world = outside();
    project = makeTinyProject();
    writeFileSync(
      project.page,
      '# Tiny\n\n```js\ndisplay((await FileAttachment("api/health.json").json()).status);\n```\n'
    );
  });
  afterAll(async () => {
    console.log(`  five nights took ${((stopwatch() - started) / 1000).toFixed(0)} s`);
    process.env = before;
    await control({faults: []});
    world.close();
    rmSync(project.home, {recursive: true});
  });

  async function control(settings: object): Promise<void> {
    const moved = await fetch(`${replay!.url}/__control`, {method: "POST", body: JSON.stringify(settings)});
    if (!moved.ok)
      throw new Error(`${replay!.url}/__control answered ${moved.status}: ${await moved.text()}`);
  }

  /** Runs a script of this project for a day on a store; `until` ends it with SIGKILL as soon as it gives true. */
  async function run(day: string, state: string, words: string[], until?: () => boolean): Promise<Ran> {
    const from = stopwatch();
    const child = spawn(process.execPath, ["--import", "tsx", ...words], {
      cwd: home,
      stdio: ["ignore", "pipe", "pipe"],
      env: {
        ...before,
        NODE_ENV: "production",
        VITEST: undefined,
        CI: "true",
        ALMANAC_SOURCES: "live",
        ALMANAC_UPSTREAM: replay!.url,
        ALMANAC_TODAY: day,
        ALMANAC_STATE: state
      }
    });
    let said = "";
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (said += chunk));
    const watch = setInterval(() => until?.() && child.kill("SIGKILL"), 20);
    const code = await new Promise<number | null>((resolve, reject) => {
      child.on("error", reject);
      child.on("close", resolve);
    });
    clearInterval(watch);
    return {code, said, seconds: (stopwatch() - from) / 1000};
  }

  const nightly = async (day: string, state: string, ...words: string[]): Promise<void> => {
    const {code, said} = await run(day, state, ["scripts/nightly.ts", ...words]);
    if (code !== 0) throw new Error(`nightly ${words.join(" ")} ended with ${code}. It said:\n${said}`);
  };
  const {url, branch} = {url: () => world.remote.url, branch: () => world.remote.branch};

  /** The steps of a night on a fresh machine, in the order of the workflow. */
  async function night(day: string, faults: string[] = []): Promise<{state: string; said: string}> {
    await control({until: day, faults});
    const {home: machine, state} = world.runner(day);
    await nightly(day, state, "restore", "--remote", url());
    const {code, said} = await run(day, state, ["test/rehearsal/quick-night.ts"]);
    if (code === 0) {
      process.env.ALMANAC_STATE = state;
      const build = () => buildSite({project: project.home, refresh: false, say: () => {}});
      const {checked, reasons} = await publishNight(state, day, {
        to: world.site,
        checks: [build],
        from: project.dist
      });
      if (!checked) throw new Error(reasons.join("\n"));
    }
    const packed = join(machine, "packed");
    await nightly(day, state, "pack", "--to", packed);
    world.cache(state);
    await nightly(day, state, "keep", "--from", packed, "--remote", url());
    return {state, said};
  }
  const health = (): Health => {
    const folder = join(world.site, "_file/api");
    const [name] = readdirSync(folder).filter((one) => one.startsWith("health."));
    return JSON.parse(readFileSync(join(folder, name!), "utf8")) as Health;
  };
  const subjects = () => world.git("log", "--format=%s", branch()).split("\n");
  const kept = (path: string) => world.git("show", `${branch()}:${path}`);
  const issued = () =>
    world.git("ls-tree", "-r", "--name-only", branch(), "live/ledger/brest/forecasts").split("\n");

  it("a healthy one publishes, and keeps what it issued", async () => {
    const {said} = await night("2024-03-20");
    expect(said).toContain("✓ brest/publish");
    expect(health()).toMatchObject({status: "ok", edition: "2024-03-20T12:00:00.000Z"});
    expect(issued()).toHaveLength(1);
    expect(kept("live/registry/brest.json")).toContain("ridge");
    expect(subjects()).toEqual(["Night of 2024-03-20"]);
  });

  it("one with faults publishes the last good table, and says so", async () => {
    const {said} = await night("2024-03-21", ["odre=scale:consommation:0.001*inf"]);
    expect(said).toMatch(/the pull breaches the contract/);
    expect(health()).toMatchObject({
      status: "stale",
      edition: "2024-03-21T12:00:00.000Z",
      studies: [{study: "brest", provenance: {mode: "last-good"}, asOf: "2024-03-19"}]
    });
    expect(subjects()).toEqual(["Night of 2024-03-21", "Night of 2024-03-20"]);
  });

  it("one that is killed in the middle leaves site and branch", async () => {
    const day = "2024-03-22";
    const [site, tip, ledger] = [hashes(world.site), world.git("rev-parse", branch()), issued()];
    await control({until: day, faults: []});
    const {state} = world.runner(day);
    await nightly(day, state, "restore", "--remote", url());
    const records = join(state, "live/tables");
    const {code} = await run(day, state, ["test/rehearsal/quick-night.ts"], () => {
      const [load] = existsSync(records)
        ? readdirSync(records).filter((name) => name === "brest-load.json")
        : [];
      return load !== undefined && readFileSync(join(records, load), "utf8").includes(day);
    });
    expect(code).toBeNull();
    expect(existsSync(join(state, `nights/${day}.json`))).toBe(false);
    expect(hashes(world.site)).toEqual(site);
    expect(world.git("rev-parse", branch())).toBe(tip);
    expect(issued()).toEqual(ledger);
  });

  it("one with the cache gone pulls everything again and loses nothing", async () => {
    world.forget();
    const before = issued().map((path) => [path, kept(path)]);
    await night("2024-03-23");
    expect(health()).toMatchObject({status: "ok", edition: "2024-03-23T12:00:00.000Z"});
    for (const [path, text] of before) expect(kept(path!)).toBe(text);
    expect(issued()).toHaveLength(before.length + 1);
  });

  it("a healthy one again goes on from there", async () => {
    const {state} = await night("2024-03-24");
    expect(health()).toMatchObject({status: "ok", edition: "2024-03-24T12:00:00.000Z"});
    expect(subjects()).toEqual(["24", "23", "21", "20"].map((day) => `Night of 2024-03-${day}`));
    const ledger = readFileSync(join(state, "artifacts/api/brest/ledger.csv"), "utf8");
    for (const origin of issued().map((path) =>
      path.slice(-"2024-03-19T230000.000Z.json".length).slice(0, 10)
    ))
      expect(ledger).toContain(`\n${origin}`);
    expect(ledger).toContain(area);
  });
});

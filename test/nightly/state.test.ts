import {execFileSync} from "node:child_process";
import {existsSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync} from "node:fs";
import {dirname, join} from "node:path";
import {afterEach, beforeEach, expect, test} from "vitest";
import {fetchBranch, pushCommit} from "../../scripts/nightly/branch.js";
import {GitTrouble, git} from "../../scripts/nightly/git.js";
import {keepState} from "../../scripts/nightly/keep.js";
import {checkState, packState} from "../../scripts/nightly/manifest.js";
import {restoreState} from "../../scripts/nightly/restore.js";
import {type Outside, outside} from "./runners.js";

const forecast = "live/ledger/tiny/forecasts/2024-12-21T000000.000Z.json";
const decision = "live/registry/tiny/decisions/1.json";
const at = new Date("2024-12-21T05:00:00Z");

let world: Outside;
let state: string;
beforeEach(() => {
  world = outside();
  state = world.runner("first").state;
  put(state, "format.json", '{"format":1}\n');
  put(state, forecast, '{"value":[1]}\n');
  put(state, decision, '{"champion":"a"}\n');
  put(state, "live/registry/tiny.json", "{}\n");
});
afterEach(() => world.close());

function put(folder: string, path: string, text: string): void {
  mkdirSync(dirname(join(folder, path)), {recursive: true});
  writeFileSync(join(folder, path), text);
}
let packs = 0;
async function pack(night = "2024-12-21", from = state): Promise<string> {
  const folder = join(world.folder, `packed-${(packs += 1)}`);
  await packState(from, folder, night);
  return folder;
}
const keep = async (night?: string) => keepState(await pack(night), world.remote, {at});
const tip = () => world.git("rev-parse", "almanac-state");
/** Commits to the branch as a stranger would. */
async function meddle(change: (folder: string) => void): Promise<void> {
  const folder = join(world.folder, `meddled-${(packs += 1)}`);
  const before = await fetchBranch(world.remote, folder);
  change(folder);
  await pushCommit(world.remote, folder, before, {subject: "Meddle", body: ""}, at);
}

test("what is kept comes back byte for byte, without what is made again, half written or set aside", async () => {
  put(state, "pulls/odre/load.csv", "a,b\r\n");
  put(state, "live/tables/load.parquet", "PAR1");
  put(state, "live/ledger/tiny/forecasts/.x.json.1234abcd.tmp", "{");
  put(state, "live/ledger/tiny/forecasts/y.json.corrupt-1234abcd", "{");
  put(state, "telemetry/1.json", "a\r\nb\0c");
  const {commit, files} = await keep();
  expect(commit).toBe(tip());
  expect(files).toBe(5);
  const {state: fresh} = world.runner("second");
  expect(await restoreState(fresh, world.remote)).toEqual({commit, night: "2024-12-21", written: 5});
  expect(readFileSync(join(fresh, "telemetry/1.json"), "latin1")).toBe("a\r\nb\0c");
  expect(readdirSync(fresh).sort()).toEqual(["format.json", "live", "telemetry"]);
  expect(readdirSync(join(fresh, "live")).sort()).toEqual(["ledger", "registry"]);
  expect(readdirSync(join(fresh, "live/ledger/tiny/forecasts"))).toHaveLength(1);
  expect((await restoreState(fresh, world.remote)).written).toBe(0);
});

test("without a branch there is nothing to restore; a remote that is not there is an error", async () => {
  expect(await restoreState(state, world.remote)).toEqual({written: 0});
  const gone = {...world.remote, url: join(world.folder, "nowhere.git")};
  await expect(restoreState(state, gone)).rejects.toThrow(/git ls-remote failed: .*nowhere\.git/s);
});

test("the branch shares no commit with others, and has one for each night, by the project alone", async () => {
  await keep("2024-12-21");
  put(state, "telemetry/2.json", "{}\n");
  await keep("2024-12-22");
  const second = tip();
  put(state, "telemetry/3.json", "{}\n");
  await keep("2024-12-22");
  expect(tip()).not.toBe(second);
  expect(world.git("log", "--format=%s, %an, %at", "almanac-state").split("\n")).toEqual([
    "Night of 2024-12-22, Almanac, 1734757200",
    "Night of 2024-12-21, Almanac, 1734757200"
  ]);
  expect(world.git("show", "almanac-state:telemetry/2.json")).toBe("{}");
  await keepState(await pack("2024-12-22"), {...world.remote, branch: "other"}, {at});
  await keepState(await pack("2024-12-22"), {...world.remote, branch: "other"}, {at});
  expect(world.git("log", "--format=%s", "other")).toBe("Night of 2024-12-22");
});

test("a night that would change or drop what was issued, or drop what was decided, is not kept unless that is accepted", async () => {
  await keep();
  const before = tip();
  put(state, forecast, '{"value":[2]}\n');
  await expect(keep("2024-12-22")).rejects.toThrow(`${forecast} was changed`);
  rmSync(join(state, forecast));
  await expect(keep("2024-12-22")).rejects.toThrow(`${forecast} is gone`);
  put(state, forecast, '{"value":[1]}\n');
  rmSync(join(state, decision));
  await expect(keep("2024-12-22")).rejects.toThrow(`${decision} is gone`);
  expect(tip()).toBe(before);
  await keepState(await pack("2024-12-22"), world.remote, {at, acceptLoss: true});
  expect(world.git("log", "--format=%s", "almanac-state").split("\n")).toHaveLength(2);
});

test("an earlier night, or one on which the branch moved, is not kept", async () => {
  await keep("2024-12-22");
  const before = tip();
  await expect(keep("2024-12-21")).rejects.toThrow("it holds the night of 2024-12-22");
  expect(tip()).toBe(before);
  const folder = join(world.folder, "slow");
  const seen = await fetchBranch(world.remote, folder);
  put(state, "telemetry/9.json", "{}\n");
  await keep("2024-12-23");
  const moved = tip();
  const message = {subject: "Night of 2024-12-23", body: ""};
  await expect(pushCommit(world.remote, folder, seen, message, at)).rejects.toThrow(GitTrouble);
  expect(tip()).toBe(moved);
});

test("a branch that was changed by another hand is refused before anything is written", async () => {
  await keep();
  await meddle((folder) => put(folder, forecast, '{"value":[3]}\n'));
  const {state: fresh} = world.runner("second");
  await expect(restoreState(fresh, world.remote)).rejects.toThrow(
    /The branch almanac-state at [0-9a-f]{40}: live\/ledger\/.* was expected with the sha256 .* changed by another hand/
  );
  expect(readdirSync(fresh)).toEqual([]);
  await expect(keep("2024-12-22")).rejects.toThrow("changed by another hand");
});

test("a manifest leads to no path outside the durable state, through no link, and is not missing", async () => {
  const folder = await pack();
  const manifest = JSON.parse(readFileSync(join(folder, "manifest.json"), "utf8")) as {files: object};
  for (const path of ["live/ledger/../../../x", "/etc/passwd", "live/ledger//x", "pulls/x", "live\\ledger"]) {
    const files = {...manifest.files, [path]: "00"};
    writeFileSync(join(folder, "manifest.json"), JSON.stringify({...manifest, files}));
    await expect(checkState(folder, "It"), path).rejects.toThrow("which is no path of the durable state");
  }
  writeFileSync(join(folder, "manifest.json"), JSON.stringify(manifest));
  await checkState(folder, "It");
  rmSync(join(folder, forecast));
  symlinkSync(join(state, forecast), join(folder, forecast));
  await expect(checkState(folder, "It")).rejects.toThrow("no file is there");
  await expect(checkState(join(world.folder, "nothing"), "It")).rejects.toThrow("has no manifest.json");
});

test("of a packed state only what its manifest lists is kept, and nothing that would make git do more", async () => {
  await keep();
  const folder = await pack("2024-12-22");
  put(folder, ".git/config", `[core]\n\tfsmonitor = touch ${join(world.folder, "done")}\n`);
  put(folder, ".gitattributes", "* filter=x\n");
  put(folder, "live/ledger/more.json", "{}\n");
  await keepState(folder, world.remote, {at});
  const kept = world.git("ls-tree", "-r", "--name-only", "almanac-state").split("\n");
  expect(kept.sort()).toEqual(
    ["format.json", forecast, "live/registry/tiny.json", decision, "manifest.json"].sort()
  );
  expect(existsSync(join(world.folder, "done"))).toBe(false);
});

test("a store that has another forecast than the branch is left as it is", async () => {
  await keep();
  const {state: other} = world.runner("second");
  put(other, forecast, '{"value":[4]}\n');
  await expect(restoreState(other, world.remote)).rejects.toThrow("was issued once and never changes");
  expect(existsSync(join(other, "format.json"))).toBe(false);
});

test("git takes nobody's settings and no repository but the one it is given, and a token stays out of its words", async () => {
  const hook = join(world.folder, "hooks");
  put(hook, "pre-commit", "#!/bin/sh\nexit 1\n");
  execFileSync("chmod", ["+x", join(hook, "pre-commit")]);
  const before = {...process.env};
  process.env.GIT_DIR = join(world.folder, "elsewhere");
  process.env.GIT_CONFIG_COUNT = "1";
  process.env.GIT_CONFIG_KEY_0 = "core.hooksPath";
  process.env.GIT_CONFIG_VALUE_0 = hook;
  try {
    await keep();
    const shown = await git(["config", "--get", "http.extraHeader"], {cwd: world.folder, token: "s3cret"});
    expect(Buffer.from(shown.trim().split(" ").at(-1)!, "base64").toString()).toBe("x-access-token:s3cret");
    const error = await git(["fetch", join(world.folder, "nowhere")], {cwd: state, token: "s3cret"}).catch(
      String
    );
    expect(error).not.toMatch(/s3cret|eC1hY2Nlc3M/);
  } finally {
    process.env = before;
  }
  expect(world.git("log", "--format=%s", "almanac-state")).toBe("Night of 2024-12-21");
});

import {spawn} from "node:child_process";
import {existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {setTimeout as wait} from "node:timers/promises";
import {afterAll, expect, test, vi} from "vitest";
import {editionDay, main} from "../../scripts/refresh.js";
import {publish} from "./publication.js";
import {functions, workshop} from "./workshop.js";

const folder = mkdtempSync(join(tmpdir(), "almanac-command-"));
const state = join(folder, "store");
afterAll(() => rmSync(folder, {recursive: true, force: true}));

/** Runs `refresh` with arguments; gives its exit code and what it said of an error. */
async function refused(args: readonly string[]): Promise<{code: number; err: string}> {
  const said = vi.spyOn(process.stderr, "write").mockReturnValue(true);
  try {
    const code = await main(args, {sources: "sample", state});
    return {code, err: said.mock.calls.map(([text]) => String(text)).join("")};
  } finally {
    said.mockRestore();
  }
}

/** The same in a process of its own. */
function refresh(...args: string[]): Promise<{code: number | null; out: string; err: string}> {
  const script = new URL("../../scripts/refresh.ts", import.meta.url).pathname;
  const child = spawn(process.execPath, ["--import", "tsx", script, ...args], {
    env: {...process.env, ALMANAC_STATE: state}
  });
  const heard = {out: "", err: ""};
  child.stdout.on("data", (text) => (heard.out += text));
  child.stderr.on("data", (text) => (heard.err += text));
  return new Promise((resolve) => child.on("close", (code) => resolve({code, ...heard})));
}

test("help names the flags, studies and steps", async () => {
  const {code, out} = await refresh("--help");
  expect(code).toBe(0);
  for (const word of ["--study", "--from", "--only", "--force", "--plan", "pull, features, train"])
    expect(out.replace(/\s+/g, " ")).toContain(word);
});

test.each([
  [["--wait", "long"], /argument 'long' is invalid\. Expected a whole number of seconds/],
  [["--stduy", "france"], /unknown option '--stduy'[\s\S]*Did you mean --study[\s\S]*--force/],
  [["france"], /too many arguments[\s\S]*--study/],
  [["--study", "nowhere"], /There is no study "nowhere"\. Known: /],
  [["--from", "tarin"], /There is no step "tarin"\. Known: pull, features, train/],
  [["--only", "tarin"], /There is no step "tarin"\. Known: pull/]
])("%j is refused with exit code 2 and the known names, and nothing is done", async (args, message) => {
  const {code, err} = await refused(args);
  expect(err).toMatch(message);
  expect(code).toBe(2);
  expect(existsSync(state)).toBe(false);
});

test.each([
  ["2999-01-01", /ALMANAC_TODAY=2999-01-01 lies in the future: the machine's clock says 2/],
  ["2001-01-01", /ALMANAC_TODAY=2001-01-01 lies before the data, which begin on 20/]
])("a plan for %s is refused as a run is, and nothing is done", async (today, message) => {
  const folder = join(state, "..", "planned");
  const plan = main(["--plan"], {sources: "auto", today, state: folder});
  const said = vi.spyOn(process.stderr, "write").mockReturnValue(true);
  expect(await plan).toBe(1);
  expect(said.mock.calls.join("")).toMatch(message);
  said.mockRestore();
  expect(existsSync(folder)).toBe(false);
});

test.each([[["--plan"]], [[]]])(
  "%j on a store of a later version is refused, and nothing is done",
  async (args) => {
    const folder = join(state, "..", `newer${args.length}`);
    mkdirSync(folder);
    writeFileSync(join(folder, "format.json"), '{"format": 99}');
    const said = vi.spyOn(process.stderr, "write").mockReturnValue(true);
    expect(await main(args, {sources: "sample", state: folder})).toBe(1);
    expect(said.mock.calls.join("")).toMatch(
      /has format 99.*nothing was changed\. Use the version of Almanac that wrote it/
    );
    said.mockRestore();
    expect(readdirSync(folder)).toEqual(["format.json"]);
  }
);

test("an edition's day is its studies' local day, not the one of UTC", () => {
  const late = new Date("2024-12-24T23:30:00Z");
  expect(editionDay([{timeZone: "Europe/Paris"}], late)).toBe("2024-12-25");
  expect(editionDay([{timeZone: "UTC"}], late)).toBe("2024-12-24");
  expect(editionDay([{timeZone: "Europe/Paris"}, {timeZone: "America/New_York"}], late)).toBe("2024-12-25");
});

test("Ctrl-C ends the threads, gives the store free and leaves what was published", async () => {
  const shop = workshop();
  try {
    shop.write("tasks.ts", functions + publish);
    shop.write("outside.txt", "60000");
    const script = new URL("./killed.ts", import.meta.url).pathname;
    const child = spawn(process.execPath, ["--import", "tsx", script, shop.folder, "monday"], {
      stdio: "ignore"
    });
    const log = join(shop.folder, "calls.log");
    for (let i = 0; i < 400 && !readFileSync(log, "utf8").includes("+b"); ++i) await wait(50);
    const ended = new Promise((resolve) => child.on("exit", resolve));
    child.kill("SIGINT");
    expect(await ended).toBe(130);
    expect(existsSync(join(shop.environment.state, "lock"))).toBe(false);
    expect(existsSync(join(shop.environment.state, "artifacts"))).toBe(false);
  } finally {
    shop.close();
  }
});

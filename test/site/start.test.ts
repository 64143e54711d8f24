import {spawn} from "node:child_process";
import {mkdirSync, mkdtempSync, rmSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {pathToFileURL} from "node:url";
import {afterAll, beforeAll, describe, expect, it, vi} from "vitest";

const project = join(import.meta.dirname, "../..");
let home: string;

beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), "almanac-start-"));
  mkdirSync(join(home, "dist"));
  writeFileSync(join(home, "dist/index.html"), "<title>front</title>");
});
afterAll(() => rmSync(home, {recursive: true}));

/** Runs a command of the site in the temporary folder; `said` grows while it runs. */
function run(command: string, ...args: string[]) {
  const loader = pathToFileURL(join(project, "node_modules/tsx/dist/loader.mjs")).href;
  const script = join(project, `scripts/site/${command}.ts`);
  const child = spawn(process.execPath, ["--import", loader, script, ...args], {
    cwd: home,
    env: {...process.env, ALMANAC_STATE: join(home, "store"), PORT: "", ALMANAC_BASE_URL: ""}
  });
  const result = {said: "", child, ended: new Promise<number | null>((done) => child.on("close", done))};
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (chunk: Buffer) => {
      result.said += chunk.toString();
    });
  return result;
}

describe("npm start", () => {
  it("prints one address and one line about the data, serves, and ends on Ctrl-C", async () => {
    const start = run("start", "--no-build");
    await vi.waitUntil(() => start.said.includes("Data:"), {timeout: 20_000});
    const [url, ...others] = start.said.match(/https?:\/\/\S+/g) ?? [];
    expect(others).toEqual([]);
    expect(await (await fetch(url!)).text()).toContain("front");
    expect(start.said.split("\n").filter((line) => line.startsWith("Data:"))).toHaveLength(1);
    start.child.kill("SIGINT");
    expect(await start.ended).toBe(0);
  });

  it.each([
    [["--port", "none"], /"none" is no port/],
    [["--prot", "80"], /unknown option '--prot'/],
    [["--help"], /Usage: npm start/]
  ])("answers %s with a message", async (args, message) => {
    const start = run("start", "--no-build", ...args);
    expect(await start.ended).toBe(args[0] === "--help" ? 0 : 1);
    expect(start.said).toMatch(message);
    expect(start.said).not.toMatch(/^\s+at /m);
  });
});

it("the check of a folder that is missing, or of a page that is broken, ends with 1 and says why", async () => {
  const missing = run("check", "nowhere");
  expect(await missing.ended).toBe(1);
  expect(missing.said).toMatch(/no site in nowhere\. Run "npm run build"/);
  const broken = run("check", "dist");
  expect(await broken.ended).toBe(1);
  expect(broken.said).toContain("index.html has no Content-Security-Policy");
});

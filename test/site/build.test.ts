import {existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync} from "node:fs";
import {type AddressInfo, createServer} from "node:net";
import {join} from "node:path";
import {afterAll, beforeAll, describe, expect, it, vi} from "vitest";
import {syncLoaderCache} from "../../scripts/site/artifacts/cache.js";
import {buildSite} from "../../scripts/site/build/build.js";
import {listFiles} from "../../scripts/site/dist/files.js";
import {findReferences} from "../../scripts/site/dist/modules.js";
import {startFramework} from "../../scripts/site/framework.js";
import {seed} from "../../scripts/site/seed/seed.js";
import {serveFolder} from "../../scripts/site/serve/server.js";
import {accessibilityFindings} from "../browser/audit.js";
import {measure, openPage, shownErrors, withBrowser} from "../browser/harness.js";
import {makeTinyProject, type TinyProject} from "./tiny/project.js";

const modules = join(import.meta.dirname, "../../node_modules");
const lock = JSON.parse(readFileSync(join(modules, "../package-lock.json"), "utf8")) as {
  packages: Record<string, {version: string}>;
};
const before = {...process.env};
let tiny: TinyProject;
let built: boolean;
const said: string[] = [];
const build = () => buildSite({project: tiny.home, refresh: false, say: (line) => said.push(line)});
const spoil = (find: string, put: string) =>
  writeFileSync(tiny.page, readFileSync(tiny.page, "utf8").replace(find, put));

beforeAll(async () => {
  tiny = makeTinyProject();
  process.env.ALMANAC_STATE = tiny.state;
  process.env.NODE_OPTIONS = `--import file://${tiny.block}`;
  process.env.TINY_ATTEMPTS = tiny.attempts;
  delete process.env.ALMANAC_BASE_URL;
  built = await build();
}, 120_000);

afterAll(() => {
  process.env = before;
  rmSync(tiny.home, {recursive: true});
});

describe("a build with no network at all", () => {
  it("succeeds and asks for nothing", () => {
    expect(built).toBe(true);
    expect(readFileSync(tiny.attempts, "utf8")).toBe("");
    expect(said.join("\n")).toMatch(/index\.html +\d+ /);
  });

  it("takes the versions of the lockfile", () => {
    const versions = new Set(
      listFiles(tiny.dist).flatMap((path) => /^_npm\/((?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1] ?? [])
    );
    for (const name of [
      "@observablehq/plot",
      "d3",
      "d3-dsv",
      "htl",
      "apache-arrow",
      "parquet-wasm",
      "@duckdb/duckdb-wasm"
    ])
      expect(versions).toContain(`${name}@${lock.packages[`node_modules/${name}`]!.version}`);
  });

  it("holds each shared library once, which others import by a relative path", () => {
    const code = listFiles(tiny.dist).filter((path) => path.startsWith("_npm/") && path.endsWith(".js"));
    for (const name of ["d3@", "isoformat@", "apache-arrow@"])
      expect(code.filter((path) => path.startsWith(`_npm/${name}`))).toHaveLength(1);
    const imports = (name: string) => {
      const file = code.find((path) => path.startsWith(`_npm/${name}@`))!;
      return findReferences(readFileSync(join(tiny.dist, file), "utf8")).map(({specifier}) => specifier);
    };
    expect(imports("@observablehq/plot").some((path) => path.startsWith("../../d3@"))).toBe(true);
    expect(imports("@duckdb/duckdb-wasm").some((path) => path.startsWith("../../apache-arrow@"))).toBe(true);
  });

  it("publishes stable addresses beside the hashed ones", () => {
    expect(readFileSync(join(tiny.dist, "api/health.json"), "utf8")).toBe('{"status":"ok"}');
  });

  it("opens in a browser under its strict policy, and every idiom works", async () => {
    const served = await serveFolder(tiny.dist);
    try {
      await withBrowser(async (browser) => {
        const opened = await openPage(browser, served.url);
        const {page} = opened;
        const text = (id: string) => page.locator(id).textContent({timeout: 30_000});
        expect(await text("#files")).toBe("2 ok 3 3 4");
        expect(await text("#sql")).toBe("3");
        expect(await text("#tensor")).toBe("6");
        expect(await text("h1")).toBe("Mean 2");
        await page.locator("input[type=number]").fill("3");
        await page.waitForFunction(() => document.querySelector("#files")?.textContent?.endsWith(" 6"));
        expect(await page.locator("svg[class^=plot] circle").count()).toBe(2);
        expect(await shownErrors(page)).toEqual([]);
        expect(opened.faults).toEqual([]);
        // Of plain charts; the slider that Framework brings with Inputs.range has no label of its own.
        const findings = await accessibilityFindings(page);
        expect(findings.filter((finding) => !finding.includes('input[type="range"]'))).toEqual([]);
        expect((await measure(opened)).requests).toBeGreaterThan(10);
        await opened.close();
      });
    } finally {
      await served.close();
    }
  }, 120_000);

  it("does nothing when nothing changed", async () => {
    const index = readFileSync(join(tiny.dist, "index.html"), "utf8");
    expect(await build()).toBe(false);
    expect(readFileSync(join(tiny.dist, "index.html"), "utf8")).toBe(index);
    expect((await seed({root: join(tiny.home, "src"), modules})).made).toEqual([]);
  });
});

describe("a build that fails", () => {
  let original: string;
  let dist: string[];
  beforeAll(() => {
    original = readFileSync(tiny.page, "utf8");
    dist = listFiles(tiny.dist);
  });
  afterAll(() => writeFileSync(tiny.page, original));

  /** The message of a build of another page in place of the good one; the site that is there must stay. */
  async function failure(markdown: string): Promise<string> {
    writeFileSync(tiny.page, markdown);
    const message = await build().then(
      () => "the build did not fail",
      (error: Error) => error.message
    );
    expect(listFiles(tiny.dist)).toEqual(dist);
    expect(
      readdirSync(join(tiny.home, "src/.observablehq")).filter((name) => /^(next|old)/.test(name))
    ).toEqual([]);
    return message;
  }

  it("names every fault of a page, and leaves the old site", async () => {
    const message = await failure("[Nothing](/nothing)\n\n```js\nconst = 1;\n```\n");
    expect(message).toContain("index.html links to ./nothing, which does not exist");
    expect(message).toContain("index.html shows an error: SyntaxError");
  }, 120_000);

  it("names a library that is not installed, and asks nobody for it", async () => {
    expect(await failure('```js\nimport "npm:canvas-confetti";\n```\n')).toMatch(
      /index\.md imports npm:canvas-confetti.*npm install canvas-confetti/
    );
    expect(await failure(["$", "{L}"].join(""))).toMatch(
      /needs leaflet, which is not installed.*npm install leaflet/
    );
    expect(readFileSync(tiny.attempts, "utf8")).toBe("");
  }, 120_000);
});

it("a version that is no longer installed leaves the cache", async () => {
  const root = join(tiny.home, "src");
  const old = join(root, ".observablehq/cache/_npm/d3@7.0.0/_esm.js");
  mkdirSync(join(old, ".."), {recursive: true});
  writeFileSync(old, "");
  expect((await seed({root, modules})).removed).toEqual(["d3@7.0.0"]);
  expect(existsSync(old)).toBe(false);
});

describe("the preview", () => {
  it("shows an edited page and a changed artifact at once, and runs no loader", async () => {
    const port = await freePort();
    const root = join(tiny.home, "src");
    await syncLoaderCache(tiny.state, root, {touch: true});
    const preview = startFramework(["preview", "--no-open", "--host", "127.0.0.1", "--port", String(port)], {
      cwd: tiny.home,
      env: {NODE_OPTIONS: ""}
    });
    let log = "";
    for (const stream of [preview.stdout!, preview.stderr!])
      stream.on("data", (chunk: Buffer) => {
        log += chunk.toString();
      });
    try {
      await vi.waitUntil(() => log.includes(`:${port}/`), {timeout: 45_000});
      await withBrowser(async (browser) => {
        const {page, close} = await openPage(browser, `http://127.0.0.1:${port}/`);
        await vi.waitUntil(async () => (await page.locator("#files").textContent())?.startsWith("2 ok"), {
          timeout: 45_000
        });
        spoil("[The numbers]", "[All the numbers]");
        await page.getByText("All the numbers").waitFor();
        writeFileSync(join(tiny.state, "artifacts/api/health.json"), '{"status":"stale"}');
        expect((await syncLoaderCache(tiny.state, root, {touch: true})).written).toEqual(["api/health.json"]);
        await vi.waitUntil(async () => (await page.locator("#files").textContent())?.startsWith("2 stale"), {
          timeout: 30_000
        });
        await close();
      });
      expect(log).not.toMatch(/the cache should have been used|loads nothing from elsewhere/);
    } finally {
      preview.kill();
    }
  }, 150_000);
});

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const {port} = server.address() as AddressInfo;
  await new Promise((done) => server.close(done));
  return port;
}

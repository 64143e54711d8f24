import {existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {afterEach, beforeEach, describe, expect, it} from "vitest";
import {sha256, writeSealed} from "../../data-loaders/store/files.js";
import {manifestName} from "../../data-loaders/store/manifest.js";
import {syncLoaderCache} from "../../scripts/site/artifacts/cache.js";
import {listArtifacts} from "../../scripts/site/artifacts/list.js";
import {artifactFile} from "../../scripts/site/artifacts/print.js";

let home: string;
let state: string;
let root: string;
const publish = (path: string, text: string) => {
  mkdirSync(join(state, "artifacts", path, ".."), {recursive: true});
  writeFileSync(join(state, "artifacts", path), text);
};
const cached = (path: string) => join(root, ".observablehq/cache", path);

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), "almanac-artifacts-"));
  state = join(home, "store");
  root = join(home, "src");
  mkdirSync(join(root, "api"), {recursive: true});
  writeFileSync(join(root, "api/[file].json.ts"), "");
  process.env.ALMANAC_STATE = state;
  publish("api/health.json", "{}");
  publish("api/france/forecast.json", "[1]");
  publish("feed.xml", "<feed/>");
});
afterEach(() => {
  delete process.env.ALMANAC_STATE;
  rmSync(home, {recursive: true});
});

describe("a loader", () => {
  it("prints the artifact that its parameters name", () => {
    const file = artifactFile("api/[study]/[file].json", ["--study=france", "--file=forecast"]);
    expect(readFileSync(file, "utf8")).toBe("[1]");
  });

  it.each(["..", "../../secret", "a/b", "", ".hidden", "a.b", "%2e%2e", "a\\b", "-x"])(
    "takes %j for no name",
    (study) => {
      expect(() => artifactFile("api/[study]/[file].json", [`--study=${study}`, "--file=forecast"])).toThrow(
        /expected a name of letters, digits and hyphens/
      );
    }
  );

  it("needs every parameter, and takes no other", () => {
    expect(() => artifactFile("api/[study]/[file].json", ["--study=france"])).toThrow("--file=undefined");
    expect(() => artifactFile("api/[file].json", ["--file=health", "--study=france"])).toThrow(/study/);
  });

  it("names the remedy where the artifact is missing", () => {
    expect(() => artifactFile("api/[file].json", ["--file=absent"])).toThrow(
      /api\/absent\.json.*npm run refresh/s
    );
  });
});

describe("Framework's loader cache", () => {
  it("becomes equal to the store, and only what changed is written", async () => {
    expect((await syncLoaderCache(state, root)).written).toEqual(listArtifacts(state));
    expect(readFileSync(cached("api/france/forecast.json"), "utf8")).toBe("[1]");
    const before = statSync(cached("api/health.json")).mtimeMs;
    publish("api/france/forecast.json", "[2]");
    publish("api/health.json", "{}");
    expect(await syncLoaderCache(state, root)).toEqual({written: ["api/france/forecast.json"], removed: []});
    expect(readFileSync(cached("api/france/forecast.json"), "utf8")).toBe("[2]");
    expect(statSync(cached("api/health.json")).mtimeMs).toBe(before);
  });

  it("loses what is no longer published", async () => {
    await syncLoaderCache(state, root);
    rmSync(join(state, "artifacts/api/france"), {recursive: true});
    rmSync(join(state, "artifacts/feed.xml"));
    expect((await syncLoaderCache(state, root)).removed).toEqual(["feed.xml", "api/france/forecast.json"]);
    expect(existsSync(cached("api/france/forecast.json"))).toBe(false);
    expect(existsSync(cached("api/health.json"))).toBe(true);
  });

  it("gives loaders and cache one time when something changed, so that a preview reloads and runs no loader", async () => {
    const loader = join(root, "api/[file].json.ts");
    await syncLoaderCache(state, root, {touch: true});
    const first = statSync(loader).mtimeMs;
    expect(statSync(cached("api/health.json")).mtimeMs).toBeGreaterThanOrEqual(first);
    await syncLoaderCache(state, root, {touch: true});
    expect(statSync(loader).mtimeMs).toBe(first);
    await new Promise((done) => setTimeout(done, 5));
    publish("api/health.json", "{ }");
    await syncLoaderCache(state, root, {touch: true});
    expect(statSync(loader).mtimeMs).toBeGreaterThan(first);
    expect(statSync(cached("api/france/forecast.json")).mtimeMs).toBeGreaterThanOrEqual(
      statSync(loader).mtimeMs
    );
  });

  it("keeps no page that a loader printed", async () => {
    await syncLoaderCache(state, root);
    writeFileSync(cached("brest.md"), "# Of an older edition");
    await syncLoaderCache(state, root);
    expect(existsSync(cached("brest.md"))).toBe(false);
  });

  it("is empty where nothing was published", async () => {
    expect(listArtifacts(join(home, "none"))).toEqual([]);
  });
});

describe("an edition with its manifest", () => {
  const manifest = (files: Readonly<Record<string, string>>) =>
    writeSealed(join(state, "artifacts", manifestName), {
      files: Object.fromEntries(Object.entries(files).map(([path, text]) => [path, sha256(text)])),
      beside: ["api/nights.json"]
    });
  const all = {"api/health.json": "{}", "api/france/forecast.json": "[1]", "feed.xml": "<feed/>"};

  it("goes to the cache as it was published, without the manifest", async () => {
    await manifest(all);
    publish("api/nights.json", "[]");
    const {written} = await syncLoaderCache(state, root);
    expect(written).toEqual([...Object.keys(all), "api/nights.json"].sort());
  });

  it.each([
    [
      "another digit",
      {...all, "feed.xml": "<feed>1</feed>"},
      /feed\.xml is not as it was published: its sha256 is/
    ],
    [
      "a file too few",
      {...all, "api/runs.json": "[]"},
      /api\/runs\.json is not as it was published: it is missing/
    ],
    [
      "a file too many",
      {"feed.xml": "<feed/>"},
      /forecast\.json .* it is not among the files that were published/
    ]
  ])("that has %s is refused, and nothing goes to the cache", async (_, files, message) => {
    await manifest(files);
    await expect(syncLoaderCache(state, root)).rejects.toThrow(message);
    await expect(syncLoaderCache(state, root)).rejects.toThrow("Run npm run refresh");
    expect(existsSync(cached("feed.xml"))).toBe(false);
  });
});

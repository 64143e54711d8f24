import {existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {afterEach, beforeEach, describe, expect, it, vi} from "vitest";
import {readEnvironment} from "../../data-loaders/environment.js";
import {main as ledger} from "../../scripts/ledger.js";
import {main as nightly} from "../../scripts/nightly.js";
import {main as refresh} from "../../scripts/refresh.js";
import {main as registry} from "../../scripts/registry.js";
import {baseUrl} from "../../scripts/site/base.js";
import {buildSite} from "../../scripts/site/build/build.js";
import {hashes} from "../rehearsal/editions.js";

const absurd: readonly (readonly [variable: string, value: string, expected: RegExp])[] = [
  ["ALMANAC_TODAY", "2024-13-01", /="2024-13-01" cannot be used: expected a day that exists, as YYYY-MM-DD/],
  ["ALMANAC_TODAY", "2023-02-29", /expected a day that exists/],
  ["ALMANAC_TODAY", "25/12/2024", /expected a day that exists/],
  ["ALMANAC_TODAY", " ", /expected a day that exists/],
  ["ALMANAC_TODAY", "2024-12-25\u001b[2J", /="2024-12-25 \[2J" cannot be used/],
  ["ALMANAC_TODAY", "9".repeat(5000), /="9{200}…" cannot be used/],
  ["ALMANAC_UPSTREAM", "file:///etc", /="file:\/\/\/etc" cannot be used: expected an http or https address/],
  ["ALMANAC_UPSTREAM", "javascript:alert(1)", /expected an http or https address/],
  ["ALMANAC_UPSTREAM", "http://", /expected an http or https address/],
  ["ALMANAC_UPSTREAM", "http://me:s3cret@host", /="http:\/\/…@host" .*expected no name and password in it/],
  ["ALMANAC_UPSTREAM", "http://host/?next=", /expected no \? and no # in it/],
  ["ALMANAC_STATE", "", /ALMANAC_STATE="" cannot be used: expected the path of a folder/],
  ["ALMANAC_STATE", " \t", /ALMANAC_STATE=" +" cannot be used: expected the path of a folder/],
  ["ALMANAC_SOURCES", "offline", /ALMANAC_SOURCES="offline" cannot be used/],
  ["ALMANAC_CONTACT", "https://a.example/\r\nX-Evil: 1", /expected an e-mail or web address/],
  ["ALMANAC_CONTACT", "https://me:s3cret@a.example/", /="https:\/\/…@a.example\/" cannot be used/],
  ["ALMANAC_CONTACT", "javascript:alert(1)", /expected an e-mail or web address/],
  ["MLFLOW_TRACKING_URI", "file:///mlruns", /expected an http or https address/],
  ["MLFLOW_TRACKING_URI", "ftp://me:s3cret@host", /="ftp:\/\/…@host" cannot be used/]
];

let folder: string;
let here: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "almanac-bad-"));
  here = process.cwd();
  for (const name of ["TODAY", "UPSTREAM", "SOURCES", "CONTACT", "BASE_URL"])
    vi.stubEnv(`ALMANAC_${name}`, undefined);
  vi.stubEnv("ALMANAC_STATE", join(folder, "store")).stubEnv("MLFLOW_TRACKING_URI", undefined);
});
afterEach(() => {
  process.chdir(here);
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
  rmSync(folder, {recursive: true, force: true});
});

describe("a value that makes no sense", () => {
  it.each(absurd)(
    "%s=%j is refused with its name, what came and what is expected",
    (name, value, message) => {
      let said = "";
      try {
        readEnvironment({[name]: value});
      } catch (error) {
        said = (error as Error).message;
      }
      expect(said).toMatch(message);
      expect(said).toMatch(new RegExp(`^${name}=`));
      expect(said).not.toMatch(/s3cret/);
      // biome-ignore lint/suspicious/noControlCharactersInRegex: these must not be there
      expect(said).not.toMatch(/[\u0000-\u001f]/);
    }
  );

  it.each(absurd.filter(([, value]) => !value.includes("\0")))(
    "%s=%j ends every command before it does anything",
    async (name, value, message) => {
      vi.stubEnv(name, value);
      process.chdir(folder);
      const said = vi.spyOn(process.stderr, "write").mockReturnValue(true);
      expect(await refresh([])).toBe(1);
      expect(await refresh(["--plan"])).toBe(1);
      expect(await registry(["list"])).toBe(1);
      expect(said.mock.calls).toHaveLength(3);
      for (const [text] of said.mock.calls) expect(text).toMatch(message);
      await expect(buildSite({project: folder})).rejects.toThrow(message);
      expect(readdirSync(folder)).toEqual([]);
    }
  );

  it("counts as not set where it is empty, but for the store's folder", () => {
    const names = ["ALMANAC_TODAY", "ALMANAC_UPSTREAM", "ALMANAC_SOURCES", "MLFLOW_TRACKING_URI"];
    expect(readEnvironment(Object.fromEntries(names.map((name) => [name, ""])))).toEqual(readEnvironment({}));
  });
});

describe("the site's address", () => {
  it.each([
    "http://",
    "file:///srv/site/",
    "javascript:alert(1)",
    "https://me:s3cret@example.org/",
    "https://example.org/?x=1"
  ])("%j is refused", async (value) => {
    expect(() => baseUrl(value)).toThrow(/ALMANAC_BASE_URL=".*" cannot be used: expected the address of/);
    expect(() => baseUrl(value)).not.toThrow(/s3cret/);
    vi.stubEnv("ALMANAC_BASE_URL", value);
    process.chdir(folder);
    vi.spyOn(process.stderr, "write").mockReturnValue(true);
    expect(await refresh(["--study", "france"])).toBe(1);
    await expect(buildSite({project: folder})).rejects.toThrow("ALMANAC_BASE_URL=");
    expect(readdirSync(folder)).toEqual([]);
  });
});

it("the site's address stands in pages and the feed without anything that ends an attribute", () => {
  expect(baseUrl(`https://example.org/"><script>alert('1')</script>`)!.href).not.toMatch(/["<>]/);
});

describe("a store's folder that is none", () => {
  it("is named, and the file that is there stays", async () => {
    const file = join(folder, "store");
    writeFileSync(file, "mine");
    vi.stubEnv("ALMANAC_SOURCES", "sample");
    const said = vi.spyOn(process.stderr, "write").mockReturnValue(true);
    expect(await refresh(["--study", "france", "--only", "pull"])).toBe(1);
    expect(String(said.mock.calls[0])).toContain(file);
    expect(existsSync(join(folder, ".almanac"))).toBe(false);
    expect(readdirSync(folder)).toEqual(["store"]);
  });
});

describe("a store of a later version", () => {
  it("is refused by every command that reads or writes it, and nothing in it is changed", async () => {
    const state = join(folder, "store");
    mkdirSync(state);
    writeFileSync(join(state, "format.json"), '{"format": 99}');
    const before = hashes(folder);
    vi.stubEnv("ALMANAC_SOURCES", "sample").stubEnv("ALMANAC_BASE_URL", "http://127.0.0.1:1/");
    for (const name of ["NIGHT", "GITHUB_OUTPUT"]) vi.stubEnv(name, "");
    const said = vi.spyOn(process.stderr, "write").mockReturnValue(true);
    const words = ["--study", "france", "--origin", "2024-12-24T23:00:00Z", "--reason", "x"];
    const commands: readonly (readonly [main: (argv: string[]) => Promise<number>, ...argv: string[]])[] = [
      [refresh],
      [refresh, "--plan"],
      [registry, "list"],
      [registry, "show", "france"],
      [registry, "promote", "france", "ridge", "--reason", "x", "--yes"],
      [ledger, "verify"],
      [ledger, "show", "--study", "france"],
      [ledger, "lost", ...words],
      [nightly, "restore", "--remote", join(folder, "none.git")],
      [nightly, "guard"],
      [nightly, "refresh"],
      [nightly, "publish", "--to", join(folder, "site"), "--no-browser"],
      [nightly, "pack", "--to", join(folder, "packed")]
    ];
    for (const [main, ...argv] of commands) {
      said.mockClear();
      expect([argv, await main(argv)]).toEqual([argv, 1]);
      expect([argv, said.mock.calls.join("")]).toEqual([
        argv,
        expect.stringMatching(/^The store .*store has format 99, .* nothing was changed\. Use the version/)
      ]);
    }
    await expect(buildSite({project: folder})).rejects.toThrow("has format 99");
    expect(hashes(folder)).toEqual(before);
  });
});

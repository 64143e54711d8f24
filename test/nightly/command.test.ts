import {mkdtempSync, readFileSync, rmSync, writeFileSync} from "node:fs";
import {createServer} from "node:http";
import type {AddressInfo} from "node:net";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {afterEach, beforeEach, expect, test, vi} from "vitest";
import {askedSchema} from "../../scripts/nightly/asked.js";
import {main} from "../../scripts/nightly.js";

let folder: string;
let said: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "almanac-nightly-"));
  said = "";
  writeFileSync(join(folder, "output"), "");
  vi.spyOn(console, "log").mockImplementation((line) => void (said += `${line}\n`));
  vi.spyOn(process.stderr, "write").mockImplementation((text) => (said += text) !== "");
  for (const name of ["SCHEDULE", "STUDY", "STEP", "FORCE", "AS_OF", "NIGHT", "ALMANAC_BASE_URL"])
    vi.stubEnv(name, "");
  vi.stubEnv("ALMANAC_STATE", join(folder, "store")).stubEnv("ALMANAC_TODAY", "2024-12-25");
  vi.stubEnv("ALMANAC_SOURCES", "")
    .stubEnv("ALMANAC_UPSTREAM", "")
    .stubEnv("GITHUB_OUTPUT", join(folder, "output"));
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
  rmSync(folder, {recursive: true});
});
/** What was passed on to the later steps, read as GitHub does. */
const passedOn = (): Record<string, string> =>
  Object.fromEntries(
    [...readFileSync(join(folder, "output"), "utf8").matchAll(/^(\w+)<<(.+)\n([\s\S]*?)\n\2$/gm)].map(
      ([, name, , value]) => [name!, value!]
    )
  );

test("plan passes on what is asked, as refresh reads it", async () => {
  vi.stubEnv("STUDY", "rain").stubEnv("FORCE", "true");
  expect(await main(["plan"])).toBe(0);
  const {night, ...more} = passedOn();
  expect(more).toEqual({due: "true", live: "true", as_of: ""});
  expect(askedSchema.parse(JSON.parse(night!))).toMatchObject({
    by: "by hand",
    studies: ["rain"],
    force: true
  });
});

test("plan tells a site of another day from a live one", async () => {
  vi.stubEnv("AS_OF", "2024-11-15");
  expect(await main(["plan"])).toBe(0);
  expect(passedOn()).toMatchObject({live: "false", as_of: "2024-11-15"});
});

test("unknown words end with 2 and say so, on the terminal and to the report", async () => {
  vi.stubEnv("STUDY", "tides");
  expect(await main(["plan"])).toBe(2);
  expect(said).toContain('There is no study "tides". Known: france, brest, gas, rain');
  expect(passedOn().reason).toContain('"tides"');
  expect(await main(["keep"])).toBe(2);
  expect(await main(["sleep"])).toBe(2);
});

test("what a publisher wrote passes on as a value, and no more than a part of what is long", async () => {
  vi.stubEnv("STUDY", `x\nreason<<y\nz ${"y".repeat(20_000)}`);
  expect(await main(["plan"])).toBe(2);
  const {reason, ...more} = passedOn();
  expect(reason!.length).toBeLessThanOrEqual(10_000);
  expect(more).toEqual({});
});

test("guard ends with 1 where the site has an origin that the store lacks, and with 0 where that is accepted", async () => {
  let origin = "2024-12-23T23:00:00.000Z";
  const server = createServer(({url}, response) => {
    const there = url === "/almanac/api/france/ledger.csv" && origin !== "";
    response
      .writeHead(there ? 200 : 404, {"content-type": "text/csv"})
      .end(there ? `origin,issued_at\n${origin},x\n` : "");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  vi.stubEnv("ALMANAC_BASE_URL", `http://127.0.0.1:${(server.address() as AddressInfo).port}/almanac/`);
  vi.stubEnv("LOST_LEDGER", "refuse");
  try {
    expect(await main(["guard"])).toBe(1);
    expect(passedOn().reason).toContain(`france: 1 (${origin})`);
    vi.stubEnv("LOST_LEDGER", "accept");
    expect(await main(["guard"])).toBe(0);
    vi.stubEnv("LOST_LEDGER", "refuse");
    origin = "";
    expect(await main(["guard"])).toBe(0);
    expect(said).toContain("The ledger has every origin that the site publishes.");
  } finally {
    server.closeAllConnections();
    server.close();
  }
});

test("nothing is published without a refresh of this night that went well", async () => {
  expect(await main(["publish", "--to", join(folder, "site")])).toBe(1);
  expect(said).toContain("The night of 2024-12-25 has no refresh that went well");
});

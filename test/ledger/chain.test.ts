import {cp, mkdtemp, readdir, readFile, rename, rm, writeFile} from "node:fs/promises";
import {tmpdir} from "node:os";
import {dirname, join} from "node:path";
import {afterEach, beforeEach, describe, expect, it} from "vitest";
import {sha256, stableJson, writeJson} from "../../data-loaders/store/files.js";
import {carried, linkOf} from "../../models/ledger/chain.js";
import {inspectLedger, refuseChangedLedgers} from "../../models/ledger/inspect.js";
import {issue} from "../../models/ledger/issue.js";
import {chainPath, genesis, type LedgerEntry, ledgerPath} from "../../models/ledger/ledger.js";
import {giveUp} from "../../models/ledger/lost.js";
import {entryOf} from "./entry.js";

let state: string;
beforeEach(async () => {
  state = await mkdtemp(join(tmpdir(), "almanac-chain-"));
});
afterEach(() => rm(state, {recursive: true}));

const path = (day: number) => ledgerPath(state, "live", "tiny", "forecasts", entryOf(day).origin);
const chain = () => chainPath(state, "live", "tiny");
const inspect = () => inspectLedger(state, "live", "tiny");
const issueDays = async (...days: number[]) => {
  for (const day of days) await issue(state, "live", entryOf(day));
};
const edit = async (file: string, change: (json: LedgerEntry) => unknown) =>
  writeJson(file, change(JSON.parse(await readFile(file, "utf8")) as LedgerEntry));

describe("the chain of a ledger", () => {
  it("links each entry to the one before by the hash of its canonical JSON", async () => {
    await issueDays(1, 2);
    const {links, deviations, due} = await inspect();
    expect([deviations, due]).toEqual([[], []]);
    const [first, second] = links;
    expect(first!.rows).toBe(sha256(stableJson(entryOf(1))));
    expect([first!.previous, second!.previous]).toEqual([genesis, first!.hash]);
    const {origin, values, rows, previous} = second!;
    expect(second!.hash).toBe(sha256(stableJson({origin, previous, rows, values})));
    expect(values).toBe(2);
    const {chain} = JSON.parse(await readFile(path(2), "utf8")) as LedgerEntry;
    expect(chain).toEqual({previous, rows});
    await expect(refuseChangedLedgers(state, ["tiny"])).resolves.toBeUndefined();
  });

  const cell = (json: LedgerEntry) => json.forecasts[0]!;
  it.each<[string, () => Promise<unknown>, number, RegExp]>([
    [
      "a value that is other",
      () => edit(path(2), (e) => ({...e, forecasts: [{...cell(e), value: [100, 111]}]})),
      2,
      /2 values, sha256/
    ],
    [
      "a bound that is other",
      () => edit(path(2), (e) => ({...e, forecasts: [{...cell(e), hi95: [110, 121]}]})),
      2,
      /2 values, sha256/
    ],
    [
      "a row that was taken out",
      () => edit(path(1), (e) => ({...e, forecasts: [{...cell(e), value: [100]}]})),
      1,
      /1 values, sha256/
    ],
    [
      "a row that was put in",
      () => edit(path(1), (e) => ({...e, forecasts: [{...cell(e), value: [100, 110, 120]}]})),
      1,
      /3 values/
    ],
    [
      "another time of issue",
      () => edit(path(1), (e) => ({...e, issuedAt: "2024-12-31T04:00:00.000Z"})),
      1,
      /2 values, sha256/
    ],
    ["a field that nobody knows", () => edit(path(1), (e) => ({...e, note: "better"})), 1, /sha256/],
    [
      "another place in the chain",
      () => edit(path(1), (e) => ({...e, chain: {previous: genesis, rows: genesis}})),
      1,
      /names/
    ],
    ["an entry that is gone", () => rm(path(2)), 2, /no entry/],
    ["the last entry that is gone", () => rm(path(3)), 3, /no entry/],
    ["an entry that is half", () => writeFile(path(2), '{"study":"ti'), 2, /12 characters that are no JSON/],
    [
      "a value beyond all numbers",
      async () =>
        writeFile(path(2), (await readFile(path(2), "utf8")).replace('"value":[100,', '"value":[1e999,')),
      2,
      /no JSON \(JSON has no Infinity/
    ],
    ["an entry under another's name", () => cp(path(1), path(2)), 2, /an entry of tiny, 2025-01-01/],
    ["an entry that was put in", () => writeJson(path(5), entryOf(5)), 5, /2 values, sha256/],
    [
      "one put in with a link of its own making",
      () =>
        writeJson(path(5), {...entryOf(5), chain: {previous: genesis, rows: sha256(stableJson(entryOf(5)))}}),
      5,
      /2 values, sha256/
    ]
  ])("notices %s, and changes nothing", async (_, damage, day, came) => {
    await issueDays(1, 2, 3);
    await damage();
    const before = await readFile(chain(), "utf8");
    const {deviations} = await inspect();
    expect(deviations.map(({study, origin}) => [study, origin])).toEqual([["tiny", entryOf(day).origin]]);
    expect(deviations[0]!.came).toMatch(came);
    await expect(refuseChangedLedgers(state, ["other", "tiny"])).rejects.toThrow(
      new RegExp(
        `not what was issued[\\s\\S]*tiny, live data, origin ${entryOf(day).origin}: expected .*; came `
      )
    );
    const names = await readdir(dirname(path(1)));
    if (day !== 2 || !/half/.test(_))
      await expect(issue(state, "live", entryOf(4))).rejects.toThrow("not what was issued");
    expect(await readdir(dirname(path(1)))).toEqual(names);
    expect(await readFile(chain(), "utf8")).toBe(before);
  });

  it("notices a link that was rewritten, and a chain that is no chain or gone", async () => {
    await issueDays(1, 2, 3);
    const good = await readFile(chain(), "utf8");
    const {links} = JSON.parse(good) as {links: {rows: string; origin: string}[]};
    // An entry and its link changed together: the link after it tells.
    await edit(path(2), (e) => ({...e, unit: "km"}));
    const {chain: _, ...own} = JSON.parse(await readFile(path(2), "utf8")) as LedgerEntry;
    links[1]!.rows = sha256(stableJson(own));
    await writeJson(chain(), {study: "tiny", links});
    expect((await inspect()).deviations.map(({origin}) => origin)).toContain(entryOf(2).origin);
    await writeFile(chain(), "{}");
    const [told] = (await inspect()).deviations;
    expect(told!.origin).toBe("of all editions");
    await rm(chain());
    expect((await inspect()).deviations).toHaveLength(3);
  });

  it.each([
    ["counts more values", {values: 3}, /^the link \w+… after \w+…$/],
    ["names another link before it", {previous: "f".repeat(64)}, /^the link \w+… after \w+…$/]
  ])("notices a link that %s", async (_, change, expected) => {
    await issueDays(1, 2, 3);
    const {links} = await inspect();
    const edited = links.map((link, i) => (i === 1 ? {...link, ...change} : link));
    await writeJson(chain(), {study: "tiny", links: edited});
    const [first] = (await inspect()).deviations;
    expect(first).toMatchObject({origin: entryOf(2).origin, expected: expect.stringMatching(expected)});
  });

  it("notices, at the link after it, an entry that was edited with its own link and all that both say", async () => {
    await issueDays(1, 2, 3);
    const {links} = await inspect();
    const forged = {...entryOf(2), unit: "km"};
    const link = linkOf(forged, links[0]!.hash);
    await writeJson(path(2), {...forged, chain: carried(link)});
    await writeJson(chain(), {study: "tiny", links: [links[0], link, links[2]]});
    const {deviations} = await inspect();
    expect(deviations.map(({origin, came}) => [origin, came.includes(" after ")])).toEqual([
      [entryOf(3).origin, true]
    ]);
  });

  it("chains entries that are older than it by origin at the first issue, and rewrites none", async () => {
    for (const day of [2, 1]) await writeJson(path(day), entryOf(day));
    const old = await readFile(path(1), "utf8");
    const before = await inspect();
    expect([before.links, before.deviations, before.due.map(({origin}) => origin)]).toEqual([
      [],
      [],
      [entryOf(1).origin, entryOf(2).origin]
    ]);
    await issueDays(3);
    const {links, deviations} = await inspect();
    expect([links.map(({origin}) => origin), deviations]).toEqual([
      [1, 2, 3].map((day) => entryOf(day).origin),
      []
    ]);
    expect(await readFile(path(1), "utf8")).toBe(old);
    await edit(path(1), (e) => ({...e, unit: "km"}));
    expect((await inspect()).deviations).toHaveLength(1);
  });

  it.each([1, 3])(
    "finishes an issue that was killed before its link was written, the %ith",
    async (killed) => {
      for (let day = 1; day < killed; ++day) await issueDays(day);
      const before = await readFile(chain(), "utf8").catch(() => undefined);
      await issueDays(killed);
      const whole = await readFile(chain(), "utf8");
      if (before === undefined) await rm(chain());
      else await writeFile(chain(), before);
      expect((await inspect()).due.map(({origin}) => origin)).toEqual([entryOf(killed).origin]);
      expect((await issue(state, "live", entryOf(killed))).added).toBe(false);
      expect(await readFile(chain(), "utf8")).toBe(whole);
    }
  );

  it("goes on without an entry only where a person gave it up, and keeps its link", async () => {
    await issueDays(1, 2);
    const {links} = await inspect();
    const lost = {at: "2025-01-03T00:00:00.000Z", reason: "the disk broke"};
    await expect(giveUp(state, "live", "tiny", entryOf(1).origin, lost)).rejects.toThrow(
      "is there: only one that is gone"
    );
    await rename(path(1), join(state, "elsewhere.json"));
    await expect(giveUp(state, "live", "tiny", entryOf(9).origin, lost)).rejects.toThrow(
      'origin "2025-01-09T00:00:00.000Z", and it has 2'
    );
    await giveUp(state, "live", "tiny", entryOf(1).origin, lost);
    await issueDays(3);
    const after = await inspect();
    expect(after.deviations).toEqual([]);
    expect(after.links.slice(0, 2)).toEqual([{...links[0], lost}, links[1]]);
  });
});

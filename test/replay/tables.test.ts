import {mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {afterEach, beforeEach, expect, it} from "vitest";
import {sealed, sha256} from "../../data-loaders/store/files.js";
import {takeTables} from "../../models/replay/tables.js";
import {recordOf} from "./tiny.js";

let state: string;
const study = {id: "tiny", tables: ["tiny-wave"]};
const into = () => join(state, "taken");

beforeEach(() => {
  state = mkdtempSync(join(tmpdir(), "almanac-taken-"));
  mkdirSync(join(state, "live/tables"), {recursive: true});
  mkdirSync(into());
  writeFileSync(join(state, "live/tables/tiny-wave.parquet"), "waves");
  writeFileSync(join(state, "live/tables/tiny-wave.json"), JSON.stringify(sealed(recordOf(sha256("waves")))));
});
afterEach(() => rmSync(state, {recursive: true, force: true}));

it("copies the live tables of the store, whatever becomes of these later", async () => {
  const [taken] = await takeTables(study, {state, sources: "auto"}, into());
  writeFileSync(join(state, "live/tables/tiny-wave.parquet"), "other waves");
  expect([taken!.mode, taken!.asOf, readFileSync(join(into(), taken!.path), "utf8")]).toEqual([
    ...["live", "2024-12-24", "waves"]
  ]);
});

it.each([
  ["other bytes", () => writeFileSync(join(state, "live/tables/tiny-wave.parquet"), "wavez")],
  ["no record", () => rmSync(join(state, "live/tables/tiny-wave.json"))],
  ["no table", () => rmSync(join(state, "live/tables/tiny-wave.parquet"))]
])("takes no table with %s for live", async (_, damage) => {
  damage();
  await expect(takeTables(study, {state, sources: "live"}, into())).rejects.toThrow(
    /no whole table tiny-wave.*npm run refresh first/
  );
});

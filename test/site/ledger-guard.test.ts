import {mkdtemp, rm} from "node:fs/promises";
import {createServer, type Server} from "node:http";
import type {AddressInfo} from "node:net";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {afterAll, beforeAll, expect, it} from "vitest";
import {createHttp} from "../../data-loaders/http.js";
import {ledgerCsv} from "../../models/ledger/csv.js";
import {issue} from "../../models/ledger/issue.js";
import type {LedgerEntry} from "../../models/ledger/ledger.js";
import {ledgerLoss, lostOrigins} from "../../scripts/ledger-guard.js";

const days = ["2024-12-23T23:00:00.000Z", "2024-12-24T23:00:00.000Z", "2024-12-25T23:00:00.000Z"];
const cells = {value: [1], lo80: [1], hi80: [1], lo95: [1], hi95: [1]};
const entryOf = (origin: string): LedgerEntry => ({
  ...{study: "france", origin, issuedAt: origin, unit: "MW", step: "PT1H", times: [origin], series: [""]},
  forecasts: [{candidate: "ridge", version: "1", runId: "r", alias: "champion", ...cells}]
});

let state: string;
let server: Server;
let site: URL;
let answer: {status: number; body: string};
const http = () => createHttp({attempts: 1});

beforeAll(async () => {
  state = await mkdtemp(join(tmpdir(), "almanac-guard-"));
  await issue(state, "live", entryOf(days[1]!));
  server = createServer((request, response) => {
    const {status, body} =
      request.url === "/almanac/api/france/ledger.csv" ? answer : {status: 404, body: ""};
    response.writeHead(status, {"content-type": "text/csv; charset=utf-8"}).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  site = new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/almanac/`);
});
afterAll(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  await rm(state, {recursive: true});
});

const publish = (...origins: string[]) => {
  answer = {status: 200, body: ledgerCsv(origins.map(entryOf), new Map())};
};

it("finds nothing lost where the store has every published origin, or nothing is published yet", async () => {
  publish(days[1]!);
  expect(await ledgerLoss(site, state, ["france"], http())).toBeUndefined();
  answer = {status: 404, body: "no such page"};
  expect(await ledgerLoss(site, state, ["france", "other"], http())).toBeUndefined();
});

it("names the origins that the store lacks, and what to do", async () => {
  publish(...days);
  expect(await lostOrigins(site, state, "france", http())).toEqual([days[0], days[2]]);
  expect(await ledgerLoss(site, state, ["france"], http())).toMatch(
    new RegExp(`france: 2 \\(${days[0]} … ${days[2]}\\)\\. Restore an older store.*lost-ledger: accept`)
  );
});

it("fails where the site gives no answer or no ledger, so that a loss is not overlooked", async () => {
  answer = {status: 500, body: "broken"};
  await expect(ledgerLoss(site, state, ["france"], http())).rejects.toThrow("status 500");
  answer = {status: 200, body: "time,value\n"};
  await expect(ledgerLoss(site, state, ["france"], http())).rejects.toThrow("a ledger was expected");
});

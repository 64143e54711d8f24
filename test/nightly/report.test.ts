import {createServer, type Server} from "node:http";
import type {AddressInfo} from "node:net";
import {afterAll, beforeAll, beforeEach, expect, test} from "vitest";
import {readJobs, reasonsOf, reportNight} from "../../scripts/nightly/report.js";

interface Asked {
  readonly method: string;
  readonly path: string;
  readonly body: {
    readonly title?: string;
    readonly body?: string;
    readonly state?: string;
    readonly labels?: string[];
  };
}
let server: Server;
let api: string;
let asked: Asked[];
let open: {number: number; body: string; pull_request?: object}[];
let status: number;

beforeAll(async () => {
  server = createServer(async (request, response) => {
    let body = "";
    for await (const chunk of request) body += chunk;
    if (request.headers.authorization !== "Bearer t0ken") return response.writeHead(401).end("{}");
    const {method = "", url: path = ""} = request;
    if (method !== "GET") asked.push({method, path, body: JSON.parse(body)});
    const answer = method === "GET" ? open : {number: 7, body: ""};
    response.writeHead(status, {"content-type": "application/json"}).end(JSON.stringify(answer));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  api = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});
beforeEach(() => {
  asked = [];
  open = [];
  status = 200;
});

const log = "https://github.com/someone/almanac/actions/runs/1";
const report = (...reasons: string[]) =>
  reportNight(
    {api, name: "someone/almanac", token: "t0ken"},
    {night: "2024-12-25", log, reasons, published: true}
  );
const ours = {number: 3, body: "<!-- almanac: nightly edition -->\nIt was not published."};

test("a night that was not published opens an issue with its reasons", async () => {
  expect(await report("edition: france/pull failed: load in GW", "keep: the branch moved")).toBe(
    "Opened #7."
  );
  const [{method, path, body}] = asked;
  expect([method, path, body.labels]).toEqual(["POST", "/repos/someone/almanac/issues", ["nightly"]]);
  expect(body.body).toContain(
    "```text\nedition: france/pull failed: load in GW\nkeep: the branch moved\n```"
  );
  expect(body.body).toContain(log);
});

test("the next one adds to it, and leaves other issues and pull requests alone", async () => {
  open = [{number: 1, body: "mine"}, {...ours, number: 2, pull_request: {}}, ours];
  expect(await report("edition: again")).toBe("Added to #3.");
  expect(asked.map(({method, path}) => [method, path])).toEqual([
    ["POST", "/repos/someone/almanac/issues/3/comments"]
  ]);
});

test("a published night closes it, and says nothing where none is open", async () => {
  expect(await report()).toBe("Nothing to report.");
  open = [ours];
  expect(await report()).toBe("Closed #3.");
  expect(asked.map(({method, path, body}) => [method, path, body.state])).toEqual([
    ["POST", "/repos/someone/almanac/issues/3/comments", undefined],
    ["PATCH", "/repos/someone/almanac/issues/3", "closed"]
  ]);
});

test("a check that went well and published nothing leaves it open", async () => {
  open = [ours];
  const night = {night: "2024-12-25", log, reasons: [], published: false};
  expect(await reportNight({api, name: "someone/almanac", token: "t0ken"}, night)).toBe(
    "Nothing changed, and nothing was published."
  );
  expect(asked).toEqual([]);
});

test("what a publisher wrote stays inside a block of code, and is cut where it is long", async () => {
  await report(`edition: \`\`\`\n@everyone <script>alert(1)</script> ${"x".repeat(9000)}`);
  const text = asked[0]!.body.body!;
  const [, inside] = /\n````text\n([\s\S]*)\n````$/.exec(text)!;
  expect(inside).toContain("@everyone");
  expect(text.replace(inside!, "")).not.toMatch(/@everyone|<script>/);
  expect(text.length).toBeLessThan(5000);
});

test("an answer that is not the one asked for is an error, without the token", async () => {
  status = 403;
  const error = await report("edition: x").catch((thrown: Error) => thrown.message);
  expect(error).toMatch(/^GET http.*issues\?.* answered 403/);
  expect(error).not.toContain("t0ken");
});

test("the reasons are those that jobs gave, and the end of each that gave none", () => {
  const jobs = readJobs(
    JSON.stringify({
      plan: {result: "success", outputs: {due: "true"}},
      edition: {result: "failure", outputs: {reason: "brest/pull failed: no answer\n"}},
      keep: {result: "cancelled"},
      deploy: {result: "skipped", outputs: {}}
    })
  );
  expect(reasonsOf(jobs)).toEqual([
    "edition: brest/pull failed: no answer",
    "keep: it was cancelled, or ran out of time."
  ]);
  expect(reasonsOf({edition: {result: "failure", outputs: {}}})[0]).toMatch(/left no reason/);
  expect(reasonsOf({edition: {result: "success", outputs: {}}})).toEqual([]);
  expect(() => readJobs('{"edition":"failure"}')).toThrow();
});

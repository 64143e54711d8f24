import {mkdtemp, rm} from "node:fs/promises";
import {createServer} from "node:http";
import type {AddressInfo} from "node:net";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {afterEach, describe, expect, it} from "vitest";
import {bomChunk} from "../../data-loaders/bom.js";
import type {Http, HttpRequest} from "../../data-loaders/http.js";
import {createHttp} from "../../data-loaders/http.js";
import {createPulls} from "../../data-loaders/pulls.js";
import {refusal, troubled} from "../../data-loaders/trouble.js";
import {townOf} from "../../src/lib/towns.js";

const ends: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});

async function serve(status: number, body: Buffer): Promise<{url: string; seen: (string | undefined)[]}> {
  const seen: (string | undefined)[] = [];
  const server = createServer((request, response) => {
    seen.push(request.headers["user-agent"]);
    response.writeHead(status, {"content-type": "text/csv"}).end(body);
  });
  ends.push(
    () => server.closeAllConnections(),
    () => server.close()
  );
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/rows`, seen};
}

describe("the client", () => {
  const request = (url: string, more: Partial<HttpRequest> = {}): HttpRequest => ({
    ...{publisher: "bom", url, format: "csv"},
    ...more
  });

  it("keeps requests that are spaced apart, whichever way they end", async () => {
    const {url, seen} = await serve(404, Buffer.from("no"));
    const starts: number[] = [];
    let elapsed = 0;
    const http = createHttp(
      {},
      {elapsed: () => elapsed, sleep: async (ms) => void starts.push((elapsed += ms))}
    );
    await Promise.allSettled([1, 2, 3, 4].map(() => http.get(request(url, {spacing: 1000}))));
    expect(starts).toEqual([1000, 2000, 3000]);
    expect(seen).toHaveLength(4);
    await http.get(request(url)).catch(() => undefined);
    expect(starts).toHaveLength(3);
  });

  it("does not go on asking a host that forbids it", async () => {
    const {url, seen} = await serve(403, Buffer.from("blocked"));
    const http = createHttp({concurrency: 1});
    const ended = await Promise.allSettled(
      [1, 2, 3].map(() => http.get(request(url, {userAgent: "Mozilla/5.0 (us)"})))
    );
    expect(seen).toEqual(["Mozilla/5.0 (us)"]);
    for (const one of ended)
      expect(one).toMatchObject({
        status: "rejected",
        reason: {message: expect.stringMatching(/^bom: status 403: "blocked" at/)}
      });
  });

  it("takes latin-1 for text where it is told to", async () => {
    const degrees = Buffer.from('"Minimum (°C)","Maximum (°C)","Mean (°C)"\r\n', "latin1");
    const {url} = await serve(200, degrees);
    const http = createHttp({attempts: 1});
    await expect(http.get(request(url))).rejects.toThrow("bytes came that are no text");
    expect((await createHttp({attempts: 1}).get(request(url, {charset: "latin1"}))).bytes).toEqual(degrees);
  });
});

describe("a chunk that may be missing", () => {
  const bom = townOf("Adelaide").bom!;
  const chunk = (month: string, today: string) => bomChunk(bom, month, today, "Mozilla/5.0");

  /** Pulls that are answered with a body, or with a status. */
  async function world(upstream?: string) {
    const state = await mkdtemp(join(tmpdir(), "almanac-chunks-"));
    ends.push(() => rm(state, {recursive: true, force: true}));
    const asked: HttpRequest[] = [];
    const answers: {status: number} = {status: 200};
    const http: Http = {
      get: async (request) => {
        asked.push(request);
        const {status} = answers;
        if (status !== 200) throw troubled(`status ${status}`, [refusal(request, {status})]);
        return {status: 200, bytes: Buffer.from(request.url), attempts: 1};
      }
    };
    const pulls = (today: string) =>
      createPulls(http, {state, upstream, now: new Date(`${today}T12:00:00Z`)});
    return {asked, answers, pulls};
  }

  it("is left out, and any other trouble is not", async () => {
    const {answers, pulls} = await world();
    answers.status = 404;
    expect(await pulls("2024-10-01").pull([chunk("2024-10", "2024-10-01")])).toEqual([]);
    await expect(
      pulls("2024-10-01").pull([{...chunk("2024-10", "2024-10-01"), optional: false}])
    ).rejects.toThrow("status 404");
    answers.status = 503;
    await expect(pulls("2024-10-01").pull([chunk("2024-10", "2024-10-01")])).rejects.toThrow("status 503");
  });

  it("is the kept copy once it is gone, and is never asked for once it is no longer published", async () => {
    const {asked, answers, pulls} = await world();
    const before = pulls("2024-10-20");
    await before.accept(await before.pull([chunk("2024-10", "2024-10-20")]));
    answers.status = 404;
    const kept = await pulls("2024-10-21").pull([chunk("2024-10", "2024-10-21")]);
    expect(kept).toMatchObject([{record: {pulledAt: "2024-10-20T12:00:00.000Z"}}]);
    expect(asked).toHaveLength(2);
    // Never final when it was pulled, and past the months that are published.
    const late = pulls("2026-01-01");
    expect(await late.pull([chunk("2024-10", "2026-01-01"), chunk("2024-09", "2026-01-01")])).toHaveLength(1);
    expect(asked).toHaveLength(2);
  });

  it("is asked for a second apart of the Bureau itself, and without delay of a stand-in", async () => {
    for (const [upstream, spacing, url] of [
      [undefined, 1000, /^https:\/\/www\.bom\.gov\.au\/climate/],
      ["http://127.0.0.1:1", undefined, /^http:\/\/127\.0\.0\.1:1\/bom\/climate/]
    ] as const) {
      const {asked, pulls} = await world(upstream);
      await pulls("2024-10-20").pull([chunk("2024-10", "2024-10-20")]);
      expect(asked).toMatchObject([{spacing, charset: "latin1", userAgent: "Mozilla/5.0"}]);
      expect(asked[0].url).toMatch(url);
    }
  });
});

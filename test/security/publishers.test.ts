import {existsSync, mkdtempSync, readdirSync, rmSync} from "node:fs";
import type {RequestListener} from "node:http";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {gzipSync} from "node:zlib";
import {afterAll, afterEach, describe, expect, it} from "vitest";
import {most} from "../../data-loaders/http/bulk.js";
import {publisherName} from "../../src/lib/report/state.js";
import {type Loopback, listen, only, type Publisher, publishers, typeOf, update} from "./hostile.js";

const root = mkdtempSync(join(tmpdir(), "almanac-hostile-"));
afterAll(() => rmSync(root, {recursive: true, force: true}));
const servers: Loopback[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});
let number = 0;

/** The message with which a hostile publisher is refused; nothing of what it sent may be used. */
async function refused(one: Publisher, hostile: RequestListener, bytes = 4_000_000): Promise<string> {
  const server = await listen(only(one, hostile));
  servers.push(server);
  const state = join(root, String(++number));
  const error = (await update(one, server.url, state, {bytes}).catch((problem: Error) => problem)) as Error;
  expect(error).toBeInstanceOf(Error);
  expect(existsSync(join(state, "live"))).toBe(false);
  const kept = existsSync(state) ? readdirSync(state, {recursive: true, encoding: "utf8"}) : [];
  expect(kept.filter((name) => /\.(csv|json)$/.test(name))).toEqual([]);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these would steer a terminal
  expect(error.message).not.toMatch(/##\[|[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/);
  return error.message;
}

const body =
  (one: Publisher, content: string | Uint8Array, more: Record<string, string> = {}): RequestListener =>
  (_, response) =>
    response.writeHead(200, {"content-type": typeOf(one), ...more}).end(content);

describe.each(publishers)("$publisher", (one) => {
  it("sends a body without an end: it is read up to the limit, and no further", async () => {
    const piece = Buffer.alloc(65_536, one.format === "csv" ? "1;2\n" : "[1],");
    let sent = 0;
    const message = await refused(
      one,
      (_, response) => {
        response.writeHead(200, {"content-type": typeOf(one)});
        const pump = () => {
          while (!response.destroyed) {
            sent += piece.length;
            if (!response.write(piece)) return void response.once("drain", pump);
          }
        };
        pump();
      },
      200_000
    );
    expect(message).toMatch(`${one.publisher}: more than 200000 bytes at http`);
    expect(sent).toBeLessThan(400_000_000);
  });

  it("promises a body of 1 GB: it is not read at all", async () => {
    const closed: Promise<unknown>[] = [];
    const message = await refused(one, (_, response) => {
      closed.push(new Promise((resolve) => response.on("close", resolve)));
      response.writeHead(200, {"content-type": typeOf(one), "content-length": "1000000000"});
      response.write("a");
    });
    expect(message).toMatch("more than 4000000 bytes");
    await Promise.all(closed);
  });

  it("sends a gzip bomb, plain or in a gzip", async () => {
    const bomb = gzipSync(Buffer.alloc(5_000_000, "1,"));
    const zipped = {"content-encoding": "gzip"};
    expect(await refused(one, body(one, bomb, zipped))).toMatch("more than 4000000 bytes");
    // What is in the outer one is no text: it is unpacked once and never again.
    expect(await refused(one, body(one, gzipSync(bomb), zipped))).toMatch(/bytes came that are no text/);
  });

  it("sends a zip, or a coding that nobody asked for", async () => {
    const zip = Buffer.from("504b0304140000000800", "hex");
    expect(await refused(one, body(one, Buffer.concat([zip, Buffer.alloc(500, 1)])))).toMatch(/no text/);
    expect(await refused(one, body(one, "x", {"content-type": "application/zip"}))).toMatch(
      'the content type is "application/zip"'
    );
    expect(await refused(one, body(one, "x".repeat(90), {"content-encoding": "br"}))).toMatch(
      'gzip was asked for, and the content coding is "br"'
    );
  });

  it("sends a page with a script, or steers the terminal of whoever reads the log", async () => {
    const page = body(one, "<!doctype html><script>alert(1)</script>", {"content-type": "text/html"});
    expect(await refused(one, page)).toMatch(/an HTML page came: "<!doctype html><script>/);
    const steer = "\u001b]owned\u0007\u202e ##[add-matcher]x";
    const steering = one.format === "csv" ? `a${steer},b;c\n1;2\n` : `{"a":${steer}`;
    expect(await refused(one, body(one, steering))).toMatch(/\]owned/);
  });

  it("sends keys that are names of JavaScript's own: no object is changed by them", async () => {
    const keys = ["__proto__", "constructor", "prototype"];
    const texts =
      one.format === "csv"
        ? keys.map((key) => `${key};polluted\n1;yes\n`)
        : keys.map((key) => `[{"${key}":{"polluted":"yes"},"hourly_units":{"${key}":"°C"}}]`);
    for (const text of texts) await refused(one, body(one, text));
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  it("sends us elsewhere: to another host, to this machine, to its metadata, to a file", async () => {
    const victim = await listen((_, response) => response.end("secret"));
    servers.push(victim);
    for (const location of [
      `${victim.url}/admin`,
      `//127.0.0.1:${victim.port}/admin`,
      `http://localhost:${victim.port}/`,
      `http://[::1]:${victim.port}/`,
      "http://169.254.169.254/latest/meta-data/",
      "http://example.org/"
    ]) {
      const message = await refused(one, (_, response) => response.writeHead(302, {location}).end());
      expect(message).toMatch(/a redirect \(302\) to another host, http[^ ]*, is refused/);
    }
    for (const location of ["file:///etc/passwd", "javascript:alert(1)", "data:text/csv,a;b", "http://["])
      expect(await refused(one, (_, response) => response.writeHead(301, {location}).end())).toMatch(
        /a redirect \(301\) .*is refused/
      );
    expect(victim.asked).toEqual([]);
  });

  it("is called by its name to readers, whatever it sent", async () => {
    const server = await listen(only(one, body(one, "<html><b>we are somebody else</b>")));
    servers.push(server);
    const error = await update(one, server.url, join(root, "names")).catch((problem: unknown) => problem);
    const dataset = one.publisher === "odre" ? "eco2mix-national-cons-def" : "";
    expect((error as {troubles: unknown}).troubles).toContainEqual({
      kind: "answer",
      publisher: publisherName({publisher: one.publisher, dataset})
    });
  });
});

it.each(publishers.filter(({publisher}) => ["rattle", "education"].includes(publisher)))(
  "$publisher sends more lines or values than any table needs",
  async (one) => {
    const much = one.format === "csv" ? "a;b\n".repeat(most.lines) : `[${"0,".repeat(most.values)}0]`;
    expect(await refused(one, body(one, much), 64_000_000)).toMatch(
      /more than \d+ (lines of CSV|values of JSON)/
    );
  }
);

it.each(publishers.filter(({format}) => format === "json"))(
  "$publisher nests deeper than any table needs",
  async (one) => {
    for (const deep of ["[", '{"a":'])
      expect(await refused(one, body(one, deep.repeat(200_000)))).toMatch(
        `JSON that nests more than ${most.depth} deep`
      );
  }
);

describe("days that nobody asked for", () => {
  const [, weather, school] = publishers;

  it("are not filled in up to the year 9999 by weather", async () => {
    const message = await refused(weather, (request, response) => {
      const query = new URL(request.url!, "http://x").searchParams;
      const places = query.get("latitude")!.split(",").map(Number);
      const east = query.get("longitude")!.split(",").map(Number);
      const names = query.get("hourly")!.split(",");
      const units = ["°C", "%", "mm", "km/h", "%"];
      const reply = places.map((latitude, i) => ({
        ...{latitude, longitude: east[i], utc_offset_seconds: 0},
        hourly_units: Object.fromEntries(names.map((name, j) => [name, units[j]])),
        hourly: {time: ["9999-12-31T00:00"], ...Object.fromEntries(names.map((name) => [name, [1]]))}
      }));
      response.writeHead(200, {"content-type": "application/json"}).end(JSON.stringify(reply));
    });
    expect(message).toMatch("instants that were not asked for");
  });

  it("are not counted through a holiday of eight thousand years", async () => {
    const row = {
      ...{description: "Vacances", population: "-", location: "Paris", zones: "Zone C", annee_scolaire: ""},
      ...{start_date: "2020-01-01T00:00:00Z", end_date: "9999-12-31T00:00:00Z"}
    };
    expect(await refused(school, body(school, JSON.stringify([row])))).toMatch(
      /"Vacances" of Zone C lasts from 2020-01-01 to 9999-12-31: at most 120 days were expected/
    );
  });
});

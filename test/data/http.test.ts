import type {IncomingMessage, RequestListener, Server, ServerResponse} from "node:http";
import {createServer} from "node:http";
import type {AddressInfo} from "node:net";
import {gzipSync} from "node:zlib";
import {afterEach, describe, expect, it} from "vitest";
import {userAgent} from "../../data-loaders/http/attempt.js";
import {createPatience} from "../../data-loaders/http/patience.js";
import type {HttpLimits} from "../../data-loaders/http.js";
import {createHttp} from "../../data-loaders/http.js";

const servers: Server[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
});

/** A server whose n-th request is answered by the n-th listener, the last one for all after it. */
async function serve(...listeners: RequestListener[]): Promise<{url: string; seen: IncomingMessage[]}> {
  const seen: IncomingMessage[] = [];
  const server = createServer((request, response) => {
    listeners[Math.min(seen.push(request), listeners.length) - 1](request, response);
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/rows`, seen};
}

const csv = "a;b\r\n1;2\r\n";
const good: RequestListener = (_, response) => {
  response.writeHead(200, {"content-type": "text/csv; charset=utf-8", etag: '"1"'}).end(csv);
};
const status =
  (code: number, headers: Record<string, string> = {}): RequestListener =>
  (_, response) => {
    response.writeHead(code, {"content-type": "application/json", ...headers}).end('{"message":"busy"}');
  };
const body =
  (type: string, content: string | Uint8Array): RequestListener =>
  (_, response) => {
    response.writeHead(200, {"content-type": type}).end(content);
  };

const date = new Date("2024-12-25T12:00:00Z");

/** A client whose waits are written down instead of waited. */
function client(limits: Partial<HttpLimits> = {}) {
  const waits: number[] = [];
  let elapsed = 0;
  const http = createHttp(limits, {
    sleep: async (ms) => {
      waits.push(ms);
      elapsed += ms;
    },
    elapsed: () => elapsed,
    date: () => date
  });
  return {waits, get: (url: string, more = {}) => http.get({publisher: "odre", url, format: "csv", ...more})};
}

describe("what is retried", () => {
  it.each([408, 429, 500, 503])("asks again after %i", async (code) => {
    const {url, seen} = await serve(status(code), good);
    const {attempts, bytes} = await client().get(url);
    expect(attempts).toBe(2);
    expect(Buffer.from(bytes).toString()).toBe(csv);
    expect(seen).toHaveLength(2);
  });

  it("waits as long as Retry-After says in seconds", async () => {
    const {url} = await serve(status(429, {"retry-after": "7"}), good);
    const {get, waits} = client();
    await get(url);
    expect(waits).toEqual([7000]);
  });

  it("waits until the date that Retry-After gives", async () => {
    const {url} = await serve(status(503, {"retry-after": "Wed, 25 Dec 2024 12:00:09 GMT"}), good);
    const {get, waits} = client();
    await get(url);
    expect(waits).toEqual([9000]);
  });

  it("gives up at once where Retry-After is past the budget", async () => {
    const {url, seen} = await serve(status(429, {"retry-after": "3600"}));
    await expect(client().get(url)).rejects.toThrow(
      /odre: status 429.*asks to wait 3600 s.*gave up after 1 attempt/
    );
    expect(seen).toHaveLength(1);
  });

  it("doubles its back-off, with full jitter from a seed, and stops after five attempts", async () => {
    const {url, seen} = await serve(status(500));
    const first = client();
    await expect(first.get(url)).rejects.toThrow(
      /status 500: "{"message":"busy"}".*gave up after 5 attempts/
    );
    expect(seen).toHaveLength(5);
    expect(first.waits.every((wait, i) => wait <= 500 * 2 ** i)).toBe(true);
    expect(new Set(first.waits).size).toBe(4);
    const second = client();
    await expect(second.get(url)).rejects.toThrow();
    expect(second.waits).toEqual(first.waits);
  });

  it("does not ask again after 404, and quotes the publisher", async () => {
    const {url, seen} = await serve(status(404));
    await expect(client().get(url)).rejects.toThrow(/odre: status 404: "{"message":"busy"}" at http/);
    expect(seen).toHaveLength(1);
  });

  it("asks again after a reset, half a body and a broken gzip body", async () => {
    const zipped = gzipSync(csv.repeat(500));
    const {url} = await serve(
      (request) => request.socket.resetAndDestroy(),
      (_, response) => {
        response.writeHead(200, {"content-type": "text/csv", "content-length": "100"});
        response.write("a;b\r\n", () => response.destroy());
      },
      (_, response) => {
        const half = zipped.subarray(0, zipped.length >> 1);
        response.writeHead(200, {"content-type": "text/csv", "content-encoding": "gzip"}).end(half);
      },
      good
    );
    expect((await client().get(url)).attempts).toBe(4);
  });
});

describe("patience", () => {
  const minutes = (waits: readonly number[]) => waits.reduce((sum, wait) => sum + wait, 0) / 60_000;

  it("honours a Retry-After of nearly ten minutes, and not one of more", async () => {
    const near = await serve(status(429, {"retry-after": "590"}), good);
    const one = client();
    await one.get(near.url);
    expect(one.waits).toEqual([590_000]);
    const far = await serve(status(429, {"retry-after": "601"}), good);
    const other = client();
    await expect(other.get(far.url)).rejects.toThrow(/asks to wait 601 s \(gave up after 1 attempt/);
    expect(other.waits).toEqual([]);
  });

  it("is of the whole run: what one publisher took is not there for the next", async () => {
    const {url, seen} = await serve(status(503, {"retry-after": "250"}));
    const {get, waits} = client();
    for (const publisher of ["odre", "open-meteo", "education", "bom"])
      await expect(get(url, {publisher})).rejects.toThrow(/gave up/);
    expect(minutes(waits)).toBeLessThanOrEqual(10);
    // Three attempts, and one of each publisher after them.
    expect(seen).toHaveLength(6);
  });

  it("is as long as it is told to be", async () => {
    const {url} = await serve(status(503, {"retry-after": "6"}));
    const {get, waits} = client({patience: 15_000});
    await expect(get(url)).rejects.toThrow(/asks to wait 6 s/);
    expect(waits).toEqual([6000, 6000]);
  });

  it("counts attempts that were in vain, and waits at the same time once", () => {
    const patience = createPatience(100);
    patience.spend(0, 60);
    patience.spend(20, 70);
    expect(patience.left()).toBe(30);
    patience.spend(80, 200);
    expect(patience.left()).toBe(0);
  });

  it("lets every request to a publisher wait that asks one of them to", async () => {
    const {url, seen} = await serve(status(429, {"retry-after": "7"}), good);
    const {get, waits} = client({concurrency: 1});
    await Promise.all([get(url), get(url)]);
    expect(waits).toEqual([7000]);
    expect(seen).toHaveLength(3);
  });

  it("asks no further resource of a publisher that it gave up on", async () => {
    const {url, seen} = await serve(status(500));
    const {get} = client({attempts: 3});
    await expect(get(url)).rejects.toThrow(/gave up after 3 attempts/);
    const elsewhere = await serve(good);
    await expect(get(elsewhere.url)).rejects.toThrow(/odre: status 500/);
    expect([seen.length, elsewhere.seen.length]).toEqual([3, 0]);
    expect((await get(elsewhere.url, {publisher: "bom"})).status).toBe(200);
  });

  it.each<[string, RequestListener, RegExp]>([
    ["a body past the limit", body("text/csv", "x".repeat(5000)), /more than 1000 bytes/],
    [
      "a refusal with a body past the limit",
      (_, response) => response.writeHead(503).end("x".repeat(5000)),
      /status 503: more than 1000 bytes/
    ],
    [
      "a redirect to another host",
      (_, response) => response.writeHead(302, {location: "http://example.org/"}).end(),
      /another host/
    ]
  ])("asks a publisher that sent %s for nothing else", async (_, listener, message) => {
    const {url, seen} = await serve(listener);
    const {get, waits} = client({bytes: 1000});
    await expect(get(url)).rejects.toThrow(message);
    await expect(get(`${url}/others`)).rejects.toThrow(message);
    expect([seen.length, waits.length]).toEqual([1, 0]);
    await expect(get(url, {publisher: "bom"})).rejects.toThrow(message);
    expect(seen).toHaveLength(2);
  });

  it("says who failed in what, and what was expected", async () => {
    const {url} = await serve(status(503));
    await expect(client({attempts: 1}).get(url, {dataset: "eco2mix-national-tr"})).rejects.toThrow(
      /^odre: status 503.* at http:.* \(data set eco2mix-national-tr; CSV with status 200 was expected\)$/
    );
  });
});

describe("time-outs", () => {
  it("ends a request that gets no answer", async () => {
    const {url} = await serve(() => {});
    await expect(client({response: 60, attempts: 2}).get(url)).rejects.toThrow(
      /no answer within 0.06 s.*2 attempts/
    );
  });

  it("ends a body that comes too slowly", async () => {
    const {url} = await serve((_, response) => {
      response.writeHead(200, {"content-type": "text/csv"});
      response.write("a;b\r\n");
    });
    await expect(client({whole: 80, attempts: 1}).get(url)).rejects.toThrow(/no whole answer within 0.08 s/);
  });
});

describe("what is not taken for data", () => {
  it.each([
    [
      "an HTML page",
      "text/html; charset=utf-8",
      "<html><title>Maintenance</title></html>",
      /CSV was expected, and an HTML page came: "<html><title>Maintenance/
    ],
    ["HTML that calls itself CSV", "text/csv", "<!DOCTYPE html>\n<html></html>", /HTML page/],
    ["an empty body", "text/csv", "", /empty body/],
    [
      "noise",
      "text/csv",
      Buffer.from(Array.from({length: 400}, (_, i) => (i * 91) % 256)),
      /bytes came that are no text/
    ],
    ["another type", "application/pdf", "%PDF", /content type is "application\/pdf"/]
  ])("refuses %s", async (_, type, content, message) => {
    const {url} = await serve(body(type, content));
    await expect(client({attempts: 1}).get(url)).rejects.toThrow(message);
  });

  it("refuses JSON that is no object or list", async () => {
    const {url} = await serve(body("application/json", "erreur"));
    await expect(client({attempts: 1}).get(url, {format: "json"})).rejects.toThrow(
      /JSON was expected, and this came: "erreur"/
    );
  });

  it("takes the right answer after a maintenance page", async () => {
    const {url} = await serve(body("text/html", "<html></html>"), good);
    expect((await client().get(url)).attempts).toBe(2);
  });

  it("refuses a body past the limit, and one that unpacks past it, without asking again", async () => {
    const {url, seen} = await serve(body("text/csv", "x".repeat(5000)), (_, response: ServerResponse) => {
      response
        .writeHead(200, {"content-type": "text/csv", "content-encoding": "gzip"})
        .end(gzipSync("x".repeat(500_000)));
    });
    await expect(client({bytes: 1000}).get(url)).rejects.toThrow(/more than 1000 bytes/);
    await expect(client({bytes: 1000}).get(url)).rejects.toThrow(/more than 1000 bytes/);
    expect(seen).toHaveLength(2);
  });

  it("takes control characters out of what it quotes", async () => {
    const {url} = await serve(body("text/html", "<html>\u001b[31mred\u0007\n</html>"));
    const error = await client({attempts: 1})
      .get(url)
      .catch((e: Error) => e);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these must not be there
    expect((error as Error).message).not.toMatch(/[\u0000-\u001f]/);
  });
});

describe("manners", () => {
  it("says who it is and which copy it has", async () => {
    const {url, seen} = await serve((_, response) => {
      response.writeHead(304).end();
    });
    const {status: code, bytes} = await client().get(url, {etag: '"abc"'});
    expect([code, bytes.length]).toEqual([304, 0]);
    expect(seen[0].headers["if-none-match"]).toBe('"abc"');
    expect(seen[0].headers["user-agent"]).toBe(userAgent);
  });

  it("follows a redirect within the host and refuses one to another", async () => {
    const {url} = await serve((_, response) => {
      response.writeHead(302, {location: "/elsewhere"}).end();
    }, good);
    expect((await client().get(url)).status).toBe(200);
    const away = await serve((_, response) => {
      response.writeHead(301, {location: "http://example.org/rows"}).end();
    });
    await expect(client().get(away.url)).rejects.toThrow(
      /redirect \(301\) to another host, http:\/\/example.org, is refused/
    );
    expect(away.seen).toHaveLength(1);
  });

  it("has at most two requests to a publisher under way", async () => {
    let [open, most] = [0, 0];
    const {url} = await serve((_, response) => {
      most = Math.max(most, ++open);
      setTimeout(() => {
        open -= 1;
        response.writeHead(200, {"content-type": "text/csv"}).end(csv);
      }, 15);
    });
    const {get} = client();
    await Promise.all(Array.from({length: 6}, () => get(url)));
    expect(most).toBe(2);
  });
});

describe("without a network", () => {
  it("finds out once, within two seconds of waiting, and then fails at once", async () => {
    const {url} = await serve(good);
    for (const server of servers.splice(0)) server.close();
    const {get, waits} = client();
    const all = await Promise.allSettled(Array.from({length: 20}, () => get(url)));
    for (const one of all)
      expect(String((one as PromiseRejectedResult).reason)).toMatch(
        /host cannot be reached \(ECONNREFUSED\)/
      );
    expect(waits.reduce((sum, wait) => sum + wait, 0)).toBeLessThan(4000);
    const before = waits.length;
    await expect(get(url)).rejects.toThrow(/cannot be reached/);
    expect(waits).toHaveLength(before);
  });
});

import {afterAll, beforeAll, describe, expect, it} from "vitest";
import {excess, most} from "../../data-loaders/http/bulk.js";
import {createHttp} from "../../data-loaders/http.js";
import {type Loopback, listen} from "./hostile.js";

const bytes = (text: string) => new TextEncoder().encode(text);

describe("how much a body may hold", () => {
  it("counts what a parser would build, and not what stands in texts", () => {
    const brackets = '"[[{,\\\\\\"[,"';
    expect(excess("json", bytes(`[${Array(1000).fill(brackets).join()}]`))).toBeUndefined();
    const deep = "[".repeat(most.depth);
    expect(excess("json", bytes(`${deep}${"]".repeat(most.depth)}`))).toBeUndefined();
    expect(excess("json", bytes(`[${deep}`))).toBe(`JSON that nests more than ${most.depth} deep`);
    expect(excess("json", bytes(`["\\"",${deep}`))).toMatch("nests more");
    expect(excess("json", bytes(`[${"{},".repeat(most.depth + 1)}{}]`))).toBeUndefined();
    expect(excess("json", bytes("[],".repeat(most.values / 2 + 1)))).toBe(
      `more than ${most.values} values of JSON`
    );
    expect(excess("csv", bytes("\n".repeat(most.lines - 1)))).toBeUndefined();
    expect(excess("csv", bytes("\n".repeat(most.lines)))).toBe(`more than ${most.lines} lines of CSV`);
    for (const separator of ",;")
      expect(excess("csv", bytes(separator.repeat(most.cells)))).toBe(`more than ${most.cells} cells of CSV`);
  });
});

describe("a body without an end, at the limit that holds for every pull", () => {
  let server: Loopback;
  let sent = 0;
  let closed: Promise<void>;
  beforeAll(async () => {
    const piece = Buffer.alloc(1 << 20, "1;2\n");
    server = await listen((_, response) => {
      closed = new Promise((resolve) => response.on("close", resolve));
      response.writeHead(200, {"content-type": "text/csv"});
      const pump = () => {
        if (response.destroyed) return;
        sent += piece.length;
        if (response.write(piece)) setImmediate(pump);
        else response.once("drain", pump);
      };
      pump();
    });
  });
  afterAll(() => server.close());

  it("costs no more memory than the limit, and its connection is closed", async () => {
    const before = process.memoryUsage().rss;
    let highest = before;
    const watch = setInterval(() => (highest = Math.max(highest, process.memoryUsage().rss)), 10);
    try {
      await expect(
        createHttp().get({publisher: "odre", url: `${server.url}/rows`, format: "csv"})
      ).rejects.toThrow(/odre: more than 67108864 bytes at http/);
    } finally {
      clearInterval(watch);
    }
    await closed;
    // What was read, and what waits in the sockets' buffers.
    expect(sent).toBeLessThan(96 * 1024 * 1024);
    expect(highest - before).toBeLessThan(320 * 1024 * 1024);
  });
});

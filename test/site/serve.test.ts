import {mkdirSync, mkdtempSync, rmSync, writeFileSync} from "node:fs";
import {request} from "node:http";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {afterAll, beforeAll, describe, expect, it} from "vitest";
import {findFile, type Served, serveFolder} from "../../scripts/site/serve/server.js";

const home = mkdtempSync(join(tmpdir(), "almanac-serve-"));
const folder = join(home, "dist");
let served: Served;

beforeAll(async () => {
  mkdirSync(join(folder, "notes"), {recursive: true});
  writeFileSync(join(home, "secret.txt"), "secret");
  writeFileSync(join(folder, "index.html"), "<title>front</title>");
  writeFileSync(join(folder, "france.html"), `<title>France</title>${"x".repeat(5000)}`);
  writeFileSync(join(folder, "notes/index.html"), "<title>notes</title>");
  writeFileSync(join(folder, "404.html"), "<title>nothing here</title>");
  writeFileSync(join(folder, ".build.json"), "{}");
  writeFileSync(join(folder, "module.0123abcd.js"), "export {};");
  writeFileSync(join(folder, "numbers.parquet"), "PAR1");
  served = await serveFolder(folder);
});

afterAll(async () => {
  await served.close();
  rmSync(home, {recursive: true});
});

/** Asks for a path exactly as written: fetch would tidy it first. */
function ask(path: string, headers: Record<string, string> = {}, method = "GET") {
  return new Promise<{status: number; headers: Record<string, unknown>; body: string}>((done, fail) => {
    const sent = request({port: served.port, path, headers, method}, (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("end", () =>
        done({
          status: response.statusCode!,
          headers: response.headers,
          body: Buffer.concat(chunks).toString()
        })
      );
    });
    sent.on("error", fail);
    sent.end();
  });
}

describe("the server of a built site", () => {
  it.each([
    ["/", "front"],
    ["/france", "France"],
    ["/france.html", "France"],
    ["/france?what=if#x", "France"],
    ["/notes/", "notes"]
  ])("answers %s with its page", async (path, title) => {
    const {status, headers, body} = await ask(path);
    expect(status).toBe(200);
    expect(headers["content-type"]).toBe("text/html; charset=utf-8");
    expect(body).toContain(`<title>${title}</title>`);
  });

  it("answers a missing page with the site's 404 page", async () => {
    const {status, body} = await ask("/nowhere");
    expect(status).toBe(404);
    expect(body).toContain("nothing here");
  });

  it.each([
    "/../secret.txt",
    "/%2e%2e/secret.txt",
    "/..%2fsecret.txt",
    "/notes/..%5c..%5csecret.txt",
    "/.build.json",
    "/%00",
    "/%"
  ])("never leaves the folder: %s", async (path) => {
    const {status, body} = await ask(path);
    expect(status).toBe(404);
    expect(body).not.toContain("secret");
  });

  it("gzips texts for those who take it, and nothing else", async () => {
    const zipped = await ask("/france", {"accept-encoding": "gzip"});
    expect(zipped.headers["content-encoding"]).toBe("gzip");
    expect(Number(zipped.headers["content-length"])).toBeLessThan(1000);
    expect((await ask("/france")).headers["content-encoding"]).toBeUndefined();
    const data = await ask("/numbers.parquet", {"accept-encoding": "gzip"});
    expect(data.headers).toMatchObject({"content-type": "application/vnd.apache.parquet"});
    expect(data.body).toBe("PAR1");
  });

  it("answers 304 to those who have the file, until it changes", async () => {
    const {headers} = await ask("/notes/");
    const again = await ask("/notes/", {"if-none-match": String(headers.etag)});
    expect(again).toMatchObject({status: 304, body: ""});
    writeFileSync(join(folder, "notes/index.html"), "<title>new notes</title>");
    const changed = await ask("/notes/", {"if-none-match": String(headers.etag)});
    expect(changed).toMatchObject({status: 200, body: "<title>new notes</title>"});
  });

  it("lets hashed files be kept, and pages not", async () => {
    expect((await ask("/module.0123abcd.js")).headers["cache-control"]).toContain("immutable");
    expect((await ask("/france")).headers["cache-control"]).toBe("no-cache");
  });

  it("answers HEAD without a body, and refuses to change anything", async () => {
    expect(await ask("/france", {}, "HEAD")).toMatchObject({status: 200, body: ""});
    expect((await ask("/france", {}, "POST")).status).toBe(405);
  });

  it("says which port is taken", async () => {
    await expect(serveFolder(folder, {port: served.port})).rejects.toThrow(`Port ${served.port}`);
  });

  it("says what to do where there is no site", async () => {
    await expect(serveFolder(join(home, "none"))).rejects.toThrow("npm run build");
  });

  it("serves a project site under its base", () => {
    expect(findFile(folder, "/almanac/france", "/almanac/")).toBe(join(folder, "france.html"));
    expect(findFile(folder, "/france", "/almanac/")).toBeUndefined();
  });
});

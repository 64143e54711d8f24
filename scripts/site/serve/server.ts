import {createHash} from "node:crypto";
import {existsSync, readFileSync, statSync} from "node:fs";
import {createServer, type IncomingMessage, type Server, type ServerResponse} from "node:http";
import type {AddressInfo} from "node:net";
import {extname, join, resolve, sep} from "node:path";
import {promisify} from "node:util";
import {gzip} from "node:zlib";

const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".mjs": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".csv": "text/csv; charset=utf-8",
  ".txt": "text/plain; charset=utf-8",
  ".xml": "application/xml; charset=utf-8",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".jpg": "image/jpeg",
  ".webp": "image/webp",
  ".ico": "image/x-icon",
  ".woff2": "font/woff2",
  ".wasm": "application/wasm",
  ".arrow": "application/vnd.apache.arrow.stream",
  ".parquet": "application/vnd.apache.parquet",
  ".bin": "application/octet-stream"
};

const COMPRESSIBLE = /^(text\/|application\/(json|xml|wasm|vnd\.apache\.arrow)|image\/svg)/;

/** A running server. */
export interface Served {
  readonly url: string;
  readonly port: number;
  close(): Promise<void>;
}

/** Where a server listens; port 0 takes a free one. */
export interface ServeOptions {
  readonly port?: number;
  readonly host?: string;
  /** The path under which the site stands, as a project site stands on GitHub Pages: `/almanac/`. */
  readonly base?: string;
}

/**
 * Serves a built site as a static host would: `/france` answers with `france.html`, a missing page with `404.html`, texts are
 * gzipped, and a file that a browser already has is answered with 304.
 * @throws when the port is taken: names it and the remedy.
 */
export async function serveFolder(
  folder: string,
  {port = 0, host = "127.0.0.1", base = "/"}: ServeOptions = {}
): Promise<Served> {
  const root = resolve(folder);
  if (!existsSync(root)) throw new Error(`There is no site in ${root}. Run "npm run build" first.`);
  const cache = new Map<string, Packed>();
  const server = createServer((request, response) => {
    answer(root, base, cache, request, response).catch((error: unknown) => {
      if (!response.headersSent) response.writeHead(500, {"content-type": "text/plain; charset=utf-8"});
      response.end(`This server could not read the file: ${(error as Error).message}\n`);
    });
  });
  await listen(server, port, host);
  const taken = (server.address() as AddressInfo).port;
  return {
    url: `http://${host.includes(":") ? `[${host}]` : host}:${taken}${base}`,
    port: taken,
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      })
  };
}

interface Packed {
  readonly stamp: string;
  readonly etag: string;
  readonly body: Buffer;
  readonly gzipped?: Buffer;
}

async function answer(
  root: string,
  base: string,
  cache: Map<string, Packed>,
  request: IncomingMessage,
  response: ServerResponse
): Promise<void> {
  if (request.method !== "GET" && request.method !== "HEAD") {
    response.writeHead(405, {allow: "GET, HEAD", "content-type": "text/plain; charset=utf-8"});
    response.end("Only GET and HEAD are answered here.\n");
    return;
  }
  const found = findFile(root, request.url ?? "/", base);
  const file = found ?? join(root, "404.html");
  const status = found ? 200 : 404;
  if (!existsSync(file)) {
    response.writeHead(404, {"content-type": "text/plain; charset=utf-8"});
    response.end("There is no such page here.\n");
    return;
  }
  const type = TYPES[extname(file)] ?? "application/octet-stream";
  const {etag, body, gzipped} = await pack(cache, file, type);
  const hashed = /\.[0-9a-f]{8}\.\w+$/.test(file);
  const headers: Record<string, string> = {
    "content-type": type,
    etag,
    "cache-control": hashed ? "public, max-age=31536000, immutable" : "no-cache",
    "x-content-type-options": "nosniff",
    vary: "accept-encoding"
  };
  if (status === 200 && request.headers["if-none-match"]?.split(/,\s*/).includes(etag)) {
    response.writeHead(304, headers);
    response.end();
    return;
  }
  const zipped = gzipped && /\bgzip\b/.test(String(request.headers["accept-encoding"] ?? ""));
  const bytes = zipped ? gzipped : body;
  response.writeHead(status, {
    ...headers,
    ...(zipped ? {"content-encoding": "gzip"} : {}),
    "content-length": String(bytes.length)
  });
  response.end(request.method === "HEAD" ? undefined : bytes);
}

/**
 * The file that answers a request, or undefined where there is none. Nothing outside the folder is ever named, nor a file
 * whose name starts with a dot.
 */
export function findFile(root: string, url: string, base = "/"): string | undefined {
  let path: string;
  try {
    path = decodeURIComponent(url.replace(/[?#].*$/s, ""));
  } catch {
    return undefined;
  }
  if (!path.startsWith(base) || path.includes("\0")) return undefined;
  const steps = path.slice(base.length).split(/[/\\]/);
  if (steps.some((step) => step.startsWith("."))) return undefined;
  const target = resolve(root, steps.join(sep));
  if (target !== root && !target.startsWith(root + sep)) return undefined;
  const candidates = path.endsWith("/") ? [join(target, "index.html")] : [target, `${target}.html`];
  return candidates.find((candidate) => existsSync(candidate) && statSync(candidate).isFile());
}

async function pack(cache: Map<string, Packed>, file: string, type: string): Promise<Packed> {
  const {mtimeMs, size} = statSync(file);
  const stamp = `${mtimeMs} ${size}`;
  const known = cache.get(file);
  if (known?.stamp === stamp) return known;
  const body = readFileSync(file);
  const etag = `"${createHash("sha256").update(body).digest("base64url").slice(0, 27)}"`;
  const gzipped =
    COMPRESSIBLE.test(type) && size > 1024 ? await promisify(gzip)(body, {level: 6}) : undefined;
  const packed = {stamp, etag, body, gzipped};
  cache.set(file, packed);
  return packed;
}

function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((done, fail) => {
    server.once("error", (error: NodeJS.ErrnoException) =>
      fail(
        error.code === "EADDRINUSE"
          ? new Error(
              `Port ${port} of ${host} is taken. Choose another with --port, or leave it out to get a free one.`
            )
          : error
      )
    );
    server.listen(port, host, done);
  });
}

import {spawn} from "node:child_process";
import {createReadStream, createWriteStream, existsSync} from "node:fs";
import {chmod, mkdir, mkdtemp, rename, rm, writeFile} from "node:fs/promises";
import {createRequire} from "node:module";
import {tmpdir} from "node:os";
import {dirname, join} from "node:path";
import {pipeline} from "node:stream/promises";
import {createBrotliDecompress} from "node:zlib";
import {type Browser, type BrowserServer, chromium, type LaunchOptions} from "playwright-core";

/** Starts a headless Chromium of its own for this process. */
export async function startChromium(): Promise<Browser> {
  return chromium.launch(await launchOptions());
}

/** Starts a headless Chromium that several processes may use: `chromium.connect(server.wsEndpoint())`. */
export async function serveChromium(): Promise<BrowserServer> {
  return chromium.launchServer({...(await launchOptions()), host: "127.0.0.1"});
}

/**
 * Which Chromium: the one that `ALMANAC_CHROME` names, else on Linux x64 the one inside the npm package `@sparticuz/chromium`,
 * else an installed Chrome. No switch but `--no-sandbox` is given, so that web security and Content-Security-Policies are as
 * they are for a reader.
 */
async function launchOptions(): Promise<LaunchOptions> {
  const args = ["--no-sandbox"];
  const named = process.env.ALMANAC_CHROME;
  if (named) return {executablePath: named, args};
  if (process.platform !== "linux" || process.arch !== "x64") return {channel: "chrome", args};
  const folder = await unpacked();
  return {
    executablePath: join(folder, "chromium"),
    args,
    env: {
      ...process.env,
      LD_LIBRARY_PATH: join(folder, "lib"),
      FONTCONFIG_PATH: join(folder, "fonts"),
      HOME: tmpdir()
    }
  };
}

/** Unpacks the package once for each version; several test processes may do so at the same time. */
async function unpacked(): Promise<string> {
  const entry = createRequire(import.meta.url).resolve("@sparticuz/chromium");
  const home = entry.slice(0, entry.lastIndexOf("chromium") + "chromium".length);
  const version = (createRequire(import.meta.url)(join(home, "package.json")) as {version: string}).version;
  const folder = join(tmpdir(), `almanac-chromium-${version}`);
  if (existsSync(folder)) return folder;
  const bin = join(home, "bin");
  const temporary = await mkdtemp(`${folder}-`);
  await inflate(join(bin, "chromium.br"), join(temporary, "chromium"));
  await chmod(join(temporary, "chromium"), 0o755);
  await untar(join(bin, "al2023.tar.br"), temporary);
  await untar(join(bin, "fonts.tar.br"), join(temporary, "fonts"));
  await writeFile(join(temporary, "fonts/fonts.conf"), fontConfiguration(folder));
  try {
    await rename(temporary, folder);
  } catch (error) {
    await rm(temporary, {recursive: true, force: true});
    if (!existsSync(folder)) throw error;
  }
  return folder;
}

/** The package's own configuration looks for fonts under /tmp/fonts; without any font the browser crashes. */
function fontConfiguration(folder: string): string {
  const folders = [join(folder, "fonts"), "/usr/share/fonts", "/usr/local/share/fonts"];
  const dirs = folders.map((dir) => `  <dir>${dir}</dir>\n`).join("");
  return `<?xml version="1.0"?>\n<!DOCTYPE fontconfig SYSTEM "fonts.dtd">\n<fontconfig>\n  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>\n${dirs}  <cachedir>${join(folder, "cache")}</cachedir>\n</fontconfig>\n`;
}

async function inflate(from: string, to: string): Promise<void> {
  await mkdir(dirname(to), {recursive: true});
  await pipeline(createReadStream(from), createBrotliDecompress({chunkSize: 1 << 21}), createWriteStream(to));
}

async function untar(from: string, folder: string): Promise<void> {
  await mkdir(folder, {recursive: true});
  const tar = spawn("tar", ["-x", "-C", folder], {stdio: ["pipe", "ignore", "inherit"]});
  const ended = new Promise<void>((done, fail) => {
    tar.on("error", fail);
    tar.on("close", (code) =>
      code === 0 ? done() : fail(new Error(`tar could not unpack ${from}: it ended with ${code}.`))
    );
  });
  await pipeline(createReadStream(from), createBrotliDecompress({chunkSize: 1 << 21}), tar.stdin!);
  await ended;
}

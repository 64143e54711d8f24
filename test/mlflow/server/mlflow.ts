import {type ChildProcess, execFile, spawn} from "node:child_process";
import {mkdtempSync, rmSync} from "node:fs";
import type {AddressInfo} from "node:net";
import {createServer} from "node:net";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {setTimeout as wait} from "node:timers/promises";

/** A real MLflow server on a free port of loopback, with sqlite and files in a temporary folder. */
export interface MlflowServer {
  readonly url: string;
  /** What MLflow's own client reads of an experiment and a registered model: see read_back.py. */
  readBack(asked: {experiment: string; model: string; windows?: number[][][]}): Promise<ReadBack>;
  /** Stops it by its process id and removes its folder. */
  close(): Promise<void>;
}

/** What read_back.py prints. */
export interface ReadBack {
  readonly experiment: {readonly name: string; readonly tags: Readonly<Record<string, string>>};
  readonly runs: readonly {
    readonly id: string;
    readonly name: string;
    readonly status: string;
    readonly start: number;
    readonly end: number;
    readonly params: Readonly<Record<string, string>>;
    readonly tags: Readonly<Record<string, string>>;
    readonly history: Readonly<
      Record<string, readonly (readonly [step: number, value: number, time: number])[]>
    >;
    readonly inputs: readonly {readonly name: string; readonly digest: string}[];
    readonly models: readonly string[];
    /** sha256 by path. */
    readonly files: Readonly<Record<string, string>>;
  }[];
  readonly finished: number;
  readonly registered: {
    readonly description: string;
    readonly tags: Readonly<Record<string, string>>;
    readonly aliases: Readonly<Record<string, string>>;
  };
  readonly versions: readonly {
    readonly version: string;
    readonly tags: Readonly<Record<string, string>>;
    readonly runId: string;
    readonly description: string;
    readonly status: string;
  }[];
  readonly logged: readonly {
    readonly id: string;
    readonly run: string;
    readonly status: string;
    readonly metrics: Readonly<Record<string, number>>;
  }[];
  readonly flavors?: readonly string[];
  readonly signature?: {readonly inputs: string; readonly outputs: string};
  readonly prediction?: readonly (readonly number[])[];
  readonly shape?: "accepted" | "refused";
}

/**
 * Starts one.
 * @param python the Python of an environment that has MLflow
 * @throws when it is not ready within two minutes, with what it said
 */
export async function startMlflow(python: string): Promise<MlflowServer> {
  const folder = mkdtempSync(join(tmpdir(), "almanac-mlflow-server-"));
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const {MLFLOW_TRACKING_URI: _, ...env} = process.env;
  const quiet = {MLFLOW_SERVER_ENABLE_JOB_EXECUTION: "false", MLFLOW_DISABLE_TELEMETRY: "true"};
  const flags = ["--host", "127.0.0.1", "--port", String(port), "--workers", "1"];
  const store = ["--backend-store-uri", "sqlite:///mlflow.db", "--artifacts-destination", "./artifacts"];
  const server = spawn(python, ["-m", "mlflow", "server", ...flags, ...store], {
    cwd: folder,
    env: {...env, ...quiet},
    stdio: ["ignore", "pipe", "pipe"]
  });
  let said = "";
  for (const stream of [server.stdout, server.stderr]) stream.on("data", (text) => (said += text));
  const close = async (): Promise<void> => {
    await stop(server);
    rmSync(folder, {recursive: true, force: true});
  };
  for (let i = 0; !(await healthy(url)); ++i) {
    if (i < 480 && server.exitCode === null) await wait(250);
    else {
      await close();
      throw new Error(
        `MLflow was expected to be ready at ${url} within two minutes, and it is not:\n${said}`
      );
    }
  }
  return {
    url,
    close,
    readBack: (asked) =>
      new Promise((resolve, reject) => {
        const script = new URL("./read_back.py", import.meta.url).pathname;
        const options = {env: {...env, ...quiet, MLFLOW_TRACKING_URI: url}, maxBuffer: 1 << 26};
        const child = execFile(python, [script], options, (error, stdout, stderr) => {
          if (error) reject(new Error(`${error.message}\n${stderr}`));
          else resolve(JSON.parse(stdout) as ReadBack);
        });
        child.stdin!.end(JSON.stringify(asked));
      })
  };
}

async function healthy(url: string): Promise<boolean> {
  const reply = await fetch(`${url}/health`, {signal: AbortSignal.timeout(2000)}).catch(() => undefined);
  return (await reply?.text().catch(() => "")) === "OK";
}

async function stop(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return;
  const ended = new Promise((resolve) => server.once("exit", resolve));
  server.kill("SIGTERM");
  await ended;
}

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, "127.0.0.1", resolve));
  const {port} = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return port;
}

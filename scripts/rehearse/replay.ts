import {type ChildProcess, spawn} from "node:child_process";
import {existsSync} from "node:fs";
import {fileURLToPath} from "node:url";

/** A replay of the publishers with a clock and faults that can be set. */
export interface Replay {
  readonly url: string;
  /** Moves its clock to the end of a day (UTC) and sets the faults that wait for requests. */
  set(until: string, faults?: readonly string[]): Promise<void>;
  /** Requests since the last call of this. */
  requests(): Promise<number>;
  close(): void;
}

/** Where the replay lies when it stands beside the checkout. */
const beside = fileURLToPath(new URL("../../../shared/upstream/serve.mjs", import.meta.url));

/**
 * The replay at the address that `ALMANAC_REPLAY` or `ALMANAC_UPSTREAM` names, or the one whose folder stands beside the checkout,
 * started for as long as it is not closed.
 * @returns undefined where there is none.
 * @throws where the address does not answer like a replay.
 */
export async function openReplay(env: NodeJS.ProcessEnv = process.env): Promise<Replay | undefined> {
  const given = env.ALMANAC_REPLAY || env.ALMANAC_UPSTREAM;
  if (given) return replayAt(given.replace(/\/+$/, ""), () => {});
  if (!existsSync(beside)) return undefined;
  const child = spawn(process.execPath, [beside, "--quiet", "--exit-with-stdin"], {
    stdio: ["pipe", "pipe", "inherit"]
  });
  return replayAt(await addressOf(child), () => child.kill());
}

async function addressOf(child: ChildProcess): Promise<string> {
  let said = "";
  for await (const piece of child.stdout!) {
    said += piece;
    if (said.includes("\n")) break;
  }
  const {url} = JSON.parse(said.split("\n")[0]!) as {url: string};
  return url;
}

async function replayAt(url: string, close: () => void): Promise<Replay> {
  const control = async (path: string, init: RequestInit) => {
    const answer = await fetch(`${url}/${path}`, init);
    if (!answer.ok)
      throw new Error(
        `${url}/${path} answered ${answer.status}, and a replay was expected: ${await answer.text()}`
      );
    return answer;
  };
  await control("__control", {});
  return {
    url,
    async set(until, faults = []) {
      await control("__control", {method: "POST", body: JSON.stringify({until, latency: 0, faults})});
      await control("__log", {method: "DELETE"});
    },
    async requests() {
      const log = (await (await control("__log", {})).json()) as unknown[];
      return log.length;
    },
    close
  };
}

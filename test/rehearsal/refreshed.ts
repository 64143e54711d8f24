import {spawn} from "node:child_process";
import {fileURLToPath} from "node:url";

/** A refresh on the sample as a process of its own. */
export interface Refreshing {
  readonly command: readonly [string, ...string[]];
  readonly env: NodeJS.ProcessEnv;
  /** Runs it to its end. */
  readonly run: () => Promise<{code: number | null; said: string}>;
}

/** `npm run refresh` on the sample in a store, for the day of the sample, without npm: a kill then hits the refresh itself. */
export function refresh(state: string, words: readonly string[]): Refreshing {
  const script = fileURLToPath(new URL("../../scripts/refresh.ts", import.meta.url));
  const command = [process.execPath, "--import", "tsx", script, ...words] as const;
  const env = {
    ...process.env,
    VITEST: undefined,
    CI: "true",
    ALMANAC_SOURCES: "sample",
    ALMANAC_TODAY: "2024-12-25",
    ALMANAC_STATE: state
  };
  return {
    command,
    env,
    run: async () => {
      const child = spawn(command[0], command.slice(1), {stdio: ["ignore", "pipe", "pipe"], env});
      let said = "";
      for (const stream of [child.stdout, child.stderr]) stream.on("data", (text) => (said += text));
      return {code: await new Promise<number | null>((resolve) => child.on("close", resolve)), said};
    }
  };
}

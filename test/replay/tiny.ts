import {mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {join, relative} from "node:path";
import type {Environment} from "../../data-loaders/environment.js";
import type {TableRecord} from "../../data-loaders/record.js";
import {sha256} from "../../data-loaders/store/files.js";
import {bundler} from "../../models/pipeline/code.js";
import {replayRange} from "../../models/replay/replay.js";
import type {Take} from "../../models/replay/tables.js";
import type {Study} from "../../models/study.js";
import {alike} from "./alike.js";

/** The first and the last day that the invented tables allow. */
export const first = "2024-12-01";
export const last = "2024-12-25";

const bundle = bundler();

/** Takes an invented table for the day `last`. */
export const take: Take = async (_, __, folder) => {
  writeFileSync(join(folder, "wave.parquet"), "waves");
  return [
    {
      id: "tiny-wave",
      path: "wave.parquet",
      mode: "live",
      asOf: "2024-12-24",
      record: recordOf(sha256("waves")),
      breaches: []
    }
  ];
};

/** The record of the invented table whose bytes have a hash. */
export function recordOf(hash: string): TableRecord {
  const madeAt = `${last}T12:00:00.000Z`;
  return {
    ...{id: "tiny-wave", title: "Waves", timeZone: "Europe/Paris", rows: 1, bytes: 5, sha256: hash},
    ...{today: last, asOf: "2024-12-24", madeAt, from: `${first}T00:00:00.000Z`, to: madeAt},
    ...{columns: [], breaches: [], contract: [], days: {}, sources: []}
  };
}

/** A store in a temporary folder, to replay the tiny study in. */
export interface Travel {
  readonly environment: Environment;
  readonly lines: string[];
  /** Replays from one day to another; rejects as the command would. */
  readonly go: (
    from: string,
    to: string,
    more?: Partial<Parameters<typeof replayRange>[0]>
  ) => Promise<number>;
  /** The bytes of the replayed ledger and registry by path. */
  readonly bytes: () => Record<string, string>;
  readonly close: () => void;
}

export function travel(study: Study = alike): Travel {
  const folder = mkdtempSync(join(tmpdir(), "almanac-travel-"));
  const environment: Environment = {sources: "sample", state: join(folder, "store")};
  const lines: string[] = [];
  return {
    environment,
    lines,
    go: (from, to, more = {}) =>
      replayRange({
        ...{environment, studies: [study], from, to, take, bundle, heavy: false, threads: 1},
        write: (line) => void lines.push(line),
        ...more
      }),
    bytes: () => {
      const root = join(environment.state, "replay", "replayed");
      const all = readdirSync(root, {recursive: true, withFileTypes: true}).filter((entry) => entry.isFile());
      return Object.fromEntries(
        all
          .map((entry) => join(entry.parentPath, entry.name))
          .sort()
          .map((path) => [relative(root, path), readFileSync(path, "utf8")])
      );
    },
    close: () => rmSync(folder, {recursive: true, force: true})
  };
}

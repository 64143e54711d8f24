import {readFile} from "node:fs/promises";
import {join} from "node:path";
import {now} from "../../data-loaders/clock.js";
import {readJson, writeAtomic, writeJson} from "../../data-loaders/store/files.js";
import {replayStore} from "../../data-loaders/store/realms.js";
import {headOf} from "../ledger/chain.js";
import {ledgerCsv} from "../ledger/csv.js";
import {inspectLedger, soundLinks} from "../ledger/inspect.js";
import {ledgerPath, readLedger} from "../ledger/ledger.js";
import {knownTruth, readScores, scoreLedger} from "../ledger/score.js";
import {type IssuedTrack, issuedTrack, issuedTrackSchema} from "../ledger/track.js";
import type {Result, TaskInput, TaskOutput} from "../pipeline/task.js";
import {issueInstant} from "../publish/provenance.js";
import type {Study} from "../study.js";
import {below, files, need, readScheme} from "./files.js";
import {readPromotion} from "./promote.js";

/** What `score` is told. */
export type ScoreParams = {
  readonly study: string;
  readonly kind: Study["kind"];
  /** Head of the chain of what was replayed, see `replayedHeads`. */
  readonly replayed?: string;
};

/** Score: compares every forecast of the ledger with the truth that is known by now. */
export async function score(input: TaskInput<ScoreParams>): Promise<TaskOutput> {
  const {params, folder, environment, say} = input;
  const {study, kind} = params;
  const {state} = environment;
  const {realm, origin} = await readPromotion(need(input, `${study}/promote`));
  const {scheme, truth} = await readScheme(need(input, `${study}/read`));
  const links = await soundLinks(state, realm, study);
  const at = issueInstant(realm, Date.parse(origin), now(environment.today));
  const known = knownTruth(scheme, truth);
  const {scores} = await scoreLedger(state, realm, {id: study, kind}, known, at, say);
  const entries = await readLedger(state, realm, study);
  await writeAtomic(join(folder, files.ledger), ledgerCsv(entries, scores));
  const list = [...scores.values()].map(({origin, scores}) => ({origin, scores}));
  await writeJson(join(folder, files.scores), list, 1);
  const {block} = scheme;
  await writeJson(
    join(folder, files.issued),
    issuedTrack(entries, scores, {kind, block, head: headOf(links)})
  );
  if (params.replayed !== undefined) await scoreReplayed(input, block);
  const leaves = [
    ...entries.map(({origin}) => ledgerPath(state, realm, study, "forecasts", origin)),
    ...list.map(({origin}) => ledgerPath(state, realm, study, "scores", origin))
  ];
  return {rows: entries.length, leaves: leaves.map((path) => below(state, path))};
}

/** What was replayed, from the ledger of its own, which was scored day by day: nothing of it is added to what was issued. */
async function scoreReplayed(
  {params, folder, environment}: TaskInput<ScoreParams>,
  block: number
): Promise<void> {
  const {study, kind} = params;
  const store = replayStore(environment.state);
  const {links} = await inspectLedger(store, "replayed", study);
  const entries = await readLedger(store, "replayed", study);
  const scores = await readScores(store, "replayed", study, entries);
  await writeAtomic(join(folder, files.replayedLedger), ledgerCsv(entries, scores));
  const track = issuedTrack(entries, scores, {kind, block, head: headOf(links)});
  await writeJson(join(folder, files.replayed), track);
}

/** What was replayed and how it went; undefined where no day was. */
export async function readReplayedTrack(scored: Result): Promise<IssuedTrack | undefined> {
  return readJson(join(scored.folder, files.replayed), issuedTrackSchema);
}

/** The ledger of what was replayed with its scores, as CSV; undefined where no day was. */
export async function readReplayedCsv({folder, outputs}: Result): Promise<string | undefined> {
  return files.replayedLedger in outputs ? readFile(join(folder, files.replayedLedger), "utf8") : undefined;
}

/** What was issued and how it went. */
export async function readIssuedTrack(scored: Result): Promise<IssuedTrack> {
  const track = await readJson(join(scored.folder, files.issued), issuedTrackSchema);
  if (!track) throw new Error(`${files.issued} was expected in ${scored.folder}, and it is not there.`);
  return track;
}

/** The ledger with its scores, as CSV. */
export async function readLedgerCsv(scored: Result): Promise<string> {
  return readFile(join(scored.folder, files.ledger), "utf8");
}

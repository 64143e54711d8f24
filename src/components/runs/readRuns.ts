import type {BacktestReport} from "../../lib/artifacts/backtest.js";
import type {Forecast} from "../../lib/artifacts/forecast.js";
import type {Run} from "../../lib/artifacts/runs.js";
import type {StudyReport} from "../../lib/artifacts/study.js";
import type {Track} from "../../lib/artifacts/track.js";

/** The artifacts of a study that the page reads by their stable addresses, as any other program would. */
interface Artifacts {
  readonly "runs.json": readonly Run[];
  readonly "backtest.json": BacktestReport;
  readonly "forecast.json": Forecast;
  readonly "study.json": StudyReport;
  readonly "track.json": Track;
}

const asked = new Map<string, Promise<unknown>>();

/**
 * An artifact of a study, `./api/<study>/<name>`, asked for once. So a study needs no line here, and one that is not in the edition
 * breaks nothing. Rejects with the address and the status where it is not there.
 */
export function readArtifact<Name extends keyof Artifacts>(
  study: string,
  name: Name
): Promise<Artifacts[Name]> {
  const address = `./api/${study}/${name}`;
  const known = asked.get(address) ?? read(address);
  asked.set(address, known);
  known.catch(() => asked.delete(address));
  return known as Promise<Artifacts[Name]>;
}

async function read(address: string): Promise<unknown> {
  let answer = await fetch(address);
  // Framework's preview serves no stable addresses, only what pages attach.
  if (answer.status === 404) answer = await fetch(address.replace("./", "./_file/"));
  if (!answer.ok)
    throw new Error(
      `${address} answered ${answer.status}: expected the artifact of this edition; reload the page`
    );
  return answer.json();
}

/** The runs of all studies, with a sentence for each study whose runs could not be read. */
export async function readRuns(
  studies: readonly {study: string; title: string}[]
): Promise<{runs: Run[]; problems: string[]}> {
  const answers = await Promise.allSettled(studies.map(({study}) => readArtifact(study, "runs.json")));
  const problems = answers.flatMap((answer, i) =>
    answer.status === "rejected"
      ? [`${studies[i]!.title}: ${answer.reason instanceof Error ? answer.reason.message : answer.reason}`]
      : []
  );
  return {runs: answers.flatMap((answer) => (answer.status === "fulfilled" ? answer.value : [])), problems};
}

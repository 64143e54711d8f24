import {table} from "../pipeline/summary.js";
import type {Realm} from "../runs/runs.js";
import type {Decision, Registry, Version} from "./registry.js";

/** A registry on a terminal: every function gives lines of text. */

/** Who holds which alias in each study, as a table; dashes where there is no registry or it cannot be read. */
export function listLines(
  entries: readonly {readonly study: string; readonly realm?: Realm; readonly registry?: Registry}[]
): string[] {
  return table(
    ["study", "realm", "champion", "challenger", "previous", "versions", "decisions"],
    entries.map(({study, realm, registry}) => {
      if (!registry) return [study, realm ?? "none yet", "–", "–", "–", "–", "–"];
      const {champion, challenger, previous} = registry.aliases;
      const names = [champion, challenger, previous].map(nameOf);
      return [
        study,
        realm ?? "",
        ...names,
        String(registry.versions.length),
        String(registry.decisions.length)
      ];
    }),
    5
  );
}

/**
 * Aliases, versions and decisions of one study, newest first.
 * @param shown decisions to show
 */
export function registryLines(
  {study, aliases, versions, decisions}: Registry,
  realm: Realm,
  shown: number
): string[] {
  const numbered = decisions.map((decision, i) => ({decision, number: i + 1})).reverse();
  const left = numbered.length - shown;
  return [
    `${study}, ${realm} data`,
    "",
    ...table(
      ["alias", "candidate", "version", "run"],
      (["champion", "challenger", "previous"] as const).map((alias) => {
        const version = aliases[alias];
        return [alias, version?.candidate ?? "–", version?.version ?? "–", version?.runId ?? "–"];
      }),
      4
    ),
    "",
    ...table(["candidate", "versions"], versionRows(versions), 2),
    "",
    ...numbered.slice(0, shown).flatMap(({decision, number}) => decisionLines(decision, number)),
    ...(left > 0 ? [`… and ${left} older ${left === 1 ? "decision" : "decisions"}: see --all`] : [])
  ];
}

/** One decision with its evidence. */
function decisionLines({origin, at, by, reason, until, evidence}: Decision, number: number): string[] {
  const head = `${number}  origin ${origin}, by ${by === "hand" ? "hand" : "the rule"}${at ? `, at ${at}` : ""}${until ? `, stands until ${until}` : ""}`;
  if (!evidence) return [head, `   ${reason}`];
  const {holder, asker, metric, loss, origins, from, to, blocks, guards, test, statistic, p} = evidence;
  const days = `${origins} origins, ${from} to ${to}`;
  return [
    head,
    `   ${reason}`,
    `   ${metric}: ${nameOf(holder)} ${loss.holder}, ${nameOf(asker)} ${loss.asker} (${days}); ${test} ${statistic}, p = ${p}`,
    `   gain by block of origins: ${blocks.map(percent).join(", ")}`,
    ...guards.map(
      ({name, rows, loss, worse}) =>
        `   guard “${name}”: ${loss.holder} and ${loss.asker} on ${rows} rows, ${percent(Math.abs(worse))} ${worse > 0 ? "worse" : "better"}`
    )
  ];
}

/** A version as a person calls it: "net 3". */
export function nameOf(version: Version | null): string {
  return version ? `${version.candidate} ${version.version}` : "–";
}

/** The numbers of each candidate's versions: "1 … 12". */
function versionRows(versions: readonly Version[]): string[][] {
  const names = [...new Set(versions.map(({candidate}) => candidate))].sort();
  return names.map((name) => {
    const own = versions.filter(({candidate}) => candidate === name);
    return [name, own.length > 1 ? `1 … ${own.length}` : "1"];
  });
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}

import type {Breach} from "../src/lib/artifacts/tables.js";
import {publisherName} from "../src/lib/report/state.js";

/**
 * Why a table is not live, for readers: a publisher that could not be reached at all, one that answered with an error or with
 * something that is no answer (too late, broken, of another format), a contract that was breached, or data of another shape.
 */
export type Trouble =
  | {readonly kind: "unreachable" | "answer"; readonly publisher: string}
  | {readonly kind: "status"; readonly publisher: string; readonly status: number}
  | {readonly kind: "contract"; readonly message: string}
  | {readonly kind: "shape"};

/** An error whose message is for the log and whose troubles are for readers. */
export interface TroubledError extends Error {
  readonly troubles: readonly Trouble[];
}

/** An error with the troubles that it stands for. */
export function troubled(message: string, troubles: readonly Trouble[]): TroubledError {
  return Object.assign(new Error(message), {troubles});
}

/** The troubles that an error stands for; of one that says none: data of another shape than expected. */
export function troublesOf(error: unknown): readonly Trouble[] {
  return (error as Partial<TroubledError>).troubles ?? [{kind: "shape"}];
}

/** The trouble of a table whose contract is breached by errors: told by the first of them. */
export function breached(errors: readonly Breach[]): Trouble {
  return {kind: "contract", message: errors[0].message};
}

/** What a publisher's refusal was, by its readable name. */
export function refusal(
  source: {readonly publisher: string; readonly dataset?: string},
  {unreachable, status}: {readonly unreachable?: boolean; readonly status?: number}
): Trouble {
  const publisher = publisherName({publisher: source.publisher, dataset: source.dataset ?? ""});
  if (status !== undefined) return {kind: "status", publisher, status};
  return {kind: unreachable ? "unreachable" : "answer", publisher};
}

/**
 * Troubles in one short sentence without its full stop, such as "RTE (via ODRÉ) and Open-Meteo could not be reached": every
 * publisher once, no address, nothing that changes from one attempt to the next. Undefined where there are none.
 */
export function inReadersWords(troubles: readonly Trouble[]): string | undefined {
  const absent = troubles.flatMap((one) => (one.kind === "unreachable" ? [one.publisher] : []));
  const others = troubles.map(wordsOf);
  const parts = [absent.length > 0 ? `${listed([...new Set(absent)])} could not be reached` : "", ...others];
  return [...new Set(parts)].filter((part) => part !== "").join("; ") || undefined;
}

function wordsOf(trouble: Trouble): string {
  if (trouble.kind === "unreachable") return "";
  if (trouble.kind === "status") return `${trouble.publisher} answered with an error (${trouble.status})`;
  if (trouble.kind === "answer") return `${trouble.publisher} gave no usable answer`;
  if (trouble.kind === "contract") return `the pull breached the contract: ${trouble.message}`;
  return "what was pulled could not be used";
}

function listed(names: readonly string[]): string {
  return names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
}

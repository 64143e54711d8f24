import {type LogisticModel, logisticContributions} from "../../logistic/model.js";
import {contributionsOf} from "../../trees/contributions.js";
import {decodeModel, type TreesFile} from "../../trees/file.js";
import {type Features, linearFeatures, ownFeatures, wideFeatures} from "../features.js";
import type {RainRecord} from "../record.js";

/** A member of the mixed model, as `model.json` describes it. */
export interface MemberDescription {
  /** The candidate. */
  readonly name: string;
  /** Its name on pages. */
  readonly label: string;
  readonly kind: "boosted" | "logistic";
  /** Which features it reads: the town's own, wide ones, or wide ones as a linear model takes them. */
  readonly features: "own" | "wide" | "linear";
}

/** A member's published file, read. */
export type MemberFile = TreesFile | LogisticModel;

/** What a member says of one town and day. */
export interface Said {
  readonly features: Features;
  /** Log-odds that each feature adds: along the paths of trees, or weight × deviation from the mean. */
  readonly columns: Float64Array;
  /** Log-odds. */
  readonly score: number;
}

/** A model that adds up to log-odds. */
export interface Member {
  readonly name: string;
  readonly say: (record: RainRecord, field: Float64Array, cell: number) => Said;
}

/**
 * A member that answers from its published file.
 * @param neighbours `[town][rank]`, see `neighboursOf`
 * @throws where the file is not of the kind that is described
 */
export function openMember(
  {name, kind, features: set}: MemberDescription,
  file: MemberFile,
  neighbours: Int32Array
): Member {
  const features = (record: RainRecord, field: Float64Array, cell: number): Features => {
    if (set === "own") return ownFeatures(record, field, [cell]);
    return (set === "wide" ? wideFeatures : linearFeatures)(record, field, neighbours, [cell]);
  };
  if (kind === "logistic") {
    if (!("kind" in file)) throw new Error(`${name}: expected a logistic regression, got a file of trees`);
    return {
      name,
      say: (record, field, cell) => {
        const made = features(record, field, cell);
        const row = made.table.columns.map((column) => column[0]!);
        const columns = logisticContributions(file, row);
        return {features: made, columns, score: columns.reduce((sum, x) => sum + x, file.intercept)};
      }
    };
  }
  if ("kind" in file) throw new Error(`${name}: expected a file of trees, got a ${file.kind} regression`);
  const model = decodeModel(file);
  return {
    name,
    say: (record, field, cell) => {
      const made = features(record, field, cell);
      const {columns, score} = contributionsOf(model, made.table, 0);
      return {features: made, columns, score};
    }
  };
}

import {type LogisticModel, logisticContributions} from "../../logistic/model.js";
import {contributionsOf} from "../../trees/contributions.js";
import {decodeModel, type TreesFile} from "../../trees/file.js";
import {type Features, featureMaker} from "../features.js";
import type {AnsweringField} from "./field.js";

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
  /** What it says of a cell, as the record and the field hold it by then. */
  readonly say: (cell: number) => Said;
}

/**
 * A member that answers from its published file.
 * @throws where the file is not of the kind that is described
 */
export function openMember(
  {name, kind, features: set}: MemberDescription,
  file: MemberFile,
  {record, field, neighbours}: Pick<AnsweringField, "record" | "field" | "neighbours">
): Member {
  const featuresOf = featureMaker(set, record, field, neighbours);
  if (kind === "logistic") {
    if (!("kind" in file)) throw new Error(`${name}: expected a logistic regression, got a file of trees`);
    return {
      name,
      say: (cell) => {
        const features = featuresOf([cell]);
        const row = features.table.columns.map((column) => column[0]!);
        const columns = logisticContributions(file, row);
        return {features, columns, score: columns.reduce((sum, x) => sum + x, file.intercept)};
      }
    };
  }
  if ("kind" in file) throw new Error(`${name}: expected a file of trees, got a ${file.kind} regression`);
  const model = decodeModel(file);
  return {
    name,
    say: (cell) => {
      const features = featuresOf([cell]);
      const {columns, score} = contributionsOf(model, features.table, 0);
      return {features, columns, score};
    }
  };
}

import {rainVariables} from "../../../data-loaders/contracts/rain-variables.js";
import {directions} from "../../../src/lib/rain/record.js";
import {towns} from "../../../src/lib/towns.js";

/** What a feature is, for whoever reads the published models. */
export interface FeatureNote {
  readonly name: string;
  readonly unit: string;
  readonly description: string;
}

const variables = new Map(rainVariables.map(({name, unit, description}) => [name, {unit, description}]));

const others: Readonly<Record<string, Omit<FeatureNote, "name">>> = {
  rain_today: {
    unit: "0 or 1",
    description: "1 where more than 1.0 mm fell in the 24 hours to 9 am of the day"
  },
  town: {
    unit: "",
    description: `the town, as its place in this list: ${towns.map(({station}) => station).join(", ")}`
  },
  year_cos: {unit: "", description: "cosine of the year"},
  year_sin: {unit: "", description: "sine of the year"},
  half_year_cos: {unit: "", description: "cosine of half the year"},
  half_year_sin: {unit: "", description: "sine of half the year"},
  field: {
    unit: "probability",
    description: "the national field: a ridge regression on what all towns report"
  },
  dew_point_9am: {unit: "°C", description: "dew point at 9 am"},
  dew_point_3pm: {unit: "°C", description: "dew point at 3 pm"},
  dew_depression_3pm: {unit: "°C", description: "temperature less dew point at 3 pm"},
  log_rainfall: {unit: "", description: "log(1 + rainfall in mm)"}
};

/**
 * A feature of `ownFeatures`, `wideFeatures` or `linearFeatures` with its unit and what it is, by its name.
 * @throws where the name is none of theirs
 */
export function featureNote(name: string): FeatureNote {
  const found = variables.get(name) ?? others[name] ?? made(name);
  if (found && (directions as readonly string[]).includes(name))
    return {
      name,
      unit: "",
      description: `${found.description}; as its place among them, from 0, clockwise from N`
    };
  if (found) return {name, unit: found.unit, description: found.description};
  throw new Error(
    `rain: expected a feature that is described, got "${name}"; add it to models/rain/artifacts/feature-notes.ts`
  );
}

/** Features that are made of variables, by how their names are made. */
function made(name: string): Omit<FeatureNote, "name"> | undefined {
  const about = (variable: string) => variables.get(variable);
  const yesterday = /^(\w+)_less_yesterday$/.exec(name);
  if (yesterday && about(yesterday[1]!))
    return {
      unit: about(yesterday[1]!)!.unit,
      description: `${yesterday[1]} less its value on the day before`
    };
  const less = /^(\w+)_less_(\w+)$/.exec(name);
  if (less && about(less[1]!) && about(less[2]!))
    return {unit: about(less[1]!)!.unit, description: `${less[1]} less ${less[2]}`};
  const turn = /^(\w+)_(sin|cos)$/.exec(name);
  if (turn && about(turn[1]!))
    return {
      unit: "",
      description: `${turn[2] === "sin" ? "sine" : "cosine"} of ${turn[1]}, clockwise from north`
    };
  const lag = /^(\w+)_lag(\d)$/.exec(name);
  if (lag && about(lag[1]!))
    return {
      unit: about(lag[1]!)!.unit,
      description: `${lag[1]} ${lag[2]} ${lag[2] === "1" ? "day" : "days"} before`
    };
  const sum = /^rainfall_sum(\d+)$/.exec(name);
  if (sum) return {unit: "mm", description: `rainfall of the last ${sum[1]} days, the day's own included`};
  const beside = /^neighbour(\d)_(\w+)$/.exec(name);
  const what = beside && (about(beside[2]!) ?? others[beside[2]!]);
  if (beside && what)
    return {
      unit: what.unit,
      description: `${beside[2]} of the town whose rain goes with this one's, number ${beside[1]} by likeness`
    };
  const town = /^town_(\w+)$/.exec(name);
  if (town) return {unit: "0 or 1", description: `1 where the town is ${town[1]}`};
  return undefined;
}

import type {Study, StudyData} from "../../models/study.js";
import {type TinyData, tiny} from "../pipeline/tiny.js";

const day = 86_400_000;
const leads = 48;

/** The tiny study with a scheme that begins with the same origin on all days of a month, so that one roll answers for them. */
export const alike: Study = {
  ...(tiny as Study),
  module: new URL(import.meta.url),
  replay: {lastLike: (today) => `${today.slice(0, 8)}25`},
  async read(tables, today) {
    const made = (await tiny.read(tables, today)) as StudyData<TinyData>;
    const later = (Date.parse(today) - Date.parse(`${today.slice(0, 8)}01`)) / day;
    // The fewer of the oldest origins, the later the day: the others begin on one and the same day.
    const from = 30 - later;
    const {scheme, truth} = made;
    const part = (column: Float64Array) => column.slice(from * leads);
    return {
      ...made,
      scheme: {...scheme, origins: scheme.origins.slice(from), times: part(scheme.times)},
      truth: {
        actual: part(truth.actual),
        recorded: part(truth.recorded),
        comparable: truth.comparable.slice(from * leads)
      },
      scoredFrom: 40,
      scoredTo: scheme.origins.length - from - 2
    };
  }
};

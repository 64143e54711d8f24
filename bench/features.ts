import {loadFeatures} from "../src/lib/load/features.js";
import {franceData} from "./france.js";
import type {Bench} from "./measure.js";
import {typical} from "./measure.js";

/** The features of every hour of the record, for the regression and for the net. */
export const features: Bench = {
  name: "features",
  about: "features of every hour of the record",
  run: async () => {
    const {grid, weather, kinds} = (await franceData()).data;
    const seconds = await typical(() => loadFeatures(grid, weather, kinds));
    return [
      {what: `features of ${grid.hours} hours`, value: seconds, unit: "s"},
      {what: "rows of features", value: grid.hours / seconds, unit: "rows/s"}
    ];
  }
};

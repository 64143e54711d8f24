import {describe, expect, it} from "vitest";
import {tables} from "../../data-loaders/tables.js";
import {judgedYears} from "../../scripts/rehearse/years.js";
import {replayGiven} from "./editions.js";

const given = replayGiven();
if (!given) console.log("Skipped: the recorded years, which are judged where ALMANAC_REPLAY names a replay.");

/** Days from one judged day to the next: some tables take a second each. */
const every: Readonly<Record<string, number>> = {"france-load": 70, "france-weather": 150, "rain-days": 190};

describe.skipIf(!given)("the recorded years", () => {
  it.each(tables.map(({id}) => id))(
    "of %s raise no false alarm",
    async (id) => {
      const {days, alarms} = await judgedYears(id, every[id] ?? 28);
      expect(alarms).toEqual([]);
      expect(days.length).toBeGreaterThanOrEqual(9);
    },
    300_000
  );
});

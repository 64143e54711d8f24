import type {WeatherName} from "./record.js";
import type {WindowScale} from "./windows.js";

/** Everything that the published LSTM of an area needs to answer again, as the artifact `model/<area>/scenario.json` holds it. */
export interface DailyScenario {
  /** The area's name as published. */
  readonly area: string;
  /** Local days of the record and of the horizon. */
  readonly days: readonly string[];
  /** Mean of the day, MW; null where it is not known. */
  readonly load: readonly (number | null)[];
  readonly weather: Readonly<Record<WeatherName, readonly (number | null)[]>>;
  /** Names of public holidays. */
  readonly holiday: readonly (string | null)[];
  /** 1 in school holidays. */
  readonly school: readonly number[];
  /** Days of a window. */
  readonly size: number;
  /** Days that are forecast. */
  readonly horizon: number;
  /** The first day of the issued forecast. */
  readonly origin: string;
  readonly scale: WindowScale;
  /** The LSTM's forecast as it was issued, before rounding, MW: what a scenario at rest must give. */
  readonly issued: readonly number[];
}

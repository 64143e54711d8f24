/** The columns that the pages of `france` read beside the artifacts with a schema. All arrays of one artifact are equally long. */

/** recent.json: the last three weeks, hourly; `reference` (RTE's day-ahead forecast) also covers the day of the forecast. */
export interface Recent {
  readonly times: readonly string[];
  /** MW in true time; null where the publisher has none or it is not known yet. */
  readonly load: readonly (number | null)[];
  /** MW as the publisher recorded it. */
  readonly recorded: readonly (number | null)[];
  readonly reference: readonly (number | null)[];
  /** Population mean, °C. */
  readonly temperature: readonly (number | null)[];
}

/** daily.json: one value for each local day of the record. */
export interface Daily {
  readonly date: readonly string[];
  /** MW. */
  readonly mean: readonly (number | null)[];
  readonly peak: readonly (number | null)[];
  /** Local hour of the peak, 0 … 23. */
  readonly peakHour: readonly (number | null)[];
  readonly low: readonly (number | null)[];
  /** Population mean, °C. */
  readonly temperature: readonly (number | null)[];
  readonly holiday: readonly (string | null)[];
  /** 0 = Monday … 6. */
  readonly weekday: readonly number[];
}

/** hours.json: the whole record by the hour. */
export interface Hours {
  readonly start: string;
  readonly step: string;
  readonly load: readonly (number | null)[];
  /** Tenths of a degree Celsius. */
  readonly temperature: readonly (number | null)[];
}

/** drivers.json: what moves the coming week away from a baseline, by group of features. */
export interface Drivers {
  readonly times: readonly string[];
  /** MW before any group is added: one number, or one for each time. */
  readonly baseline: number | readonly number[];
  readonly groups: readonly DriverGroup[];
  /** Forecast temperature, population mean, °C. */
  readonly temperature?: readonly (number | null)[];
  /** Public holidays of the coming week. */
  readonly holidays?: readonly {readonly date: string; readonly name: string}[];
}

export interface DriverGroup {
  readonly name: string;
  readonly label: string;
  /** MW, one for each time. */
  readonly values: readonly number[];
}

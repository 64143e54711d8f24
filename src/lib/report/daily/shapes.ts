/** What the pages of an area read beside the artifacts with a schema. All arrays of one artifact are equally long. */

/** An entry of areas.json: an area that this edition forecasts. */
export interface ReportArea {
  /** Its id in addresses. */
  readonly id: string;
  /** As published; the name of its series in the forecast. */
  readonly name: string;
  readonly code: string;
  /** What it is, where it is not a métropole. */
  readonly about?: string;
  /** The local days of its record, both included. */
  readonly days: {readonly from: string; readonly to: string};
  /** Whose weather it has. */
  readonly places: readonly string[];
}

type Column = readonly (number | null)[];

/** daily-<id>.json: one value for each local day of the record and of the coming week, whose load is null. */
export interface AreaDays {
  readonly date: readonly string[];
  /** Mean of the local day, MW, repaired where the contract repairs. */
  readonly load: Column;
  /** The same as the publisher recorded it. */
  readonly recorded: Column;
  /** °C. */
  readonly temperature: Column;
  readonly temperature_min: Column;
  readonly temperature_max: Column;
  /** mm. */
  readonly precipitation: Column;
  /** km/h. */
  readonly wind: Column;
  /** %. */
  readonly humidity: Column;
  /** %. */
  readonly cloud: Column;
  readonly holiday: readonly (string | null)[];
  /** 1 in school holidays. */
  readonly school: readonly number[];
  /** 1 on Saturdays, Sundays and public holidays. */
  readonly off: readonly number[];
}

/** window-<id>.json: what the LSTM saw at the last origin. */
export interface SeenWindow {
  readonly days: readonly string[];
  readonly features: readonly {readonly name: string; readonly unit: string; readonly values: Column}[];
}

/** learning-<id>.json: the losses of all trainings of a net, one epoch after the other. */
export interface Learning {
  readonly candidate: string;
  readonly epochs: readonly number[];
  readonly loss: readonly number[];
  readonly val_loss: readonly number[];
  /** The epoch of the last training whose weights were kept. */
  readonly best: number;
  /** The epochs at which a training began. */
  readonly starts: readonly number[];
}

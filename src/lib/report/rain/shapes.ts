/** An entry of towns.json: one town with its probability of rain, in the order of names. */
export interface ReportTown {
  /** Its name in addresses: /rain/<id>. */
  readonly id: string;
  /** Its name in the record, which is the series of the forecast. */
  readonly station: string;
  readonly name: string;
  readonly state: string;
  /** Degrees north: negative. */
  readonly latitude: number;
  /** Degrees east. */
  readonly longitude: number;
  readonly climate: string;
  /** Probability of more than 1.0 mm of rain in the 24 hours to 9 am of the day, 0 … 1. */
  readonly probability: number;
  /** How far that probability itself is certain: its 80 % and 95 % interval. */
  readonly lo80: number;
  readonly hi80: number;
  readonly lo95: number;
  readonly hi95: number;
  /** Whether it is forecast wet: its probability is at least the threshold. */
  readonly wet: boolean;
  /** The probability from which on a town counts as wet; chosen on the days of 2015. */
  readonly threshold: number;
  /** What is usual for the town in that month: the probability that the town × month climatology gives. */
  readonly climatology: number;
  /** Rain in the 24 hours to 9 am of the last day before the origin, mm; null where it was not reported. */
  readonly rainToday: number | null;
  /** The last day before the origin that the record has anything of; null where there is none. */
  readonly lastDay: string | null;
  /** Why the town has no observations of late: the end of a sentence. */
  readonly without?: string;
}

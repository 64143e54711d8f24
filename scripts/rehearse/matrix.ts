/** Which faults are rehearsed, of whom, and from where. */

/** A publisher with the table that is made of it, and the names of its columns that faults spoil. */
export interface Target {
  readonly publisher: string;
  /** One of its data sets alone: a text that the addresses of its requests contain, and no others do. */
  readonly dataset?: string;
  /** The table that depends on it. */
  readonly table: string;
  /** The day of the edition; the last good data are of the day before. */
  readonly day: string;
  /** Whether it is closed: once its data are kept it is not asked again, and no fault of it can strike. */
  readonly isClosed?: boolean;
  /** Data faults: `kind:arguments` with the publisher's names. */
  readonly spoilt: readonly string[];
}

/** The last recorded day that all but areas have, and the last one of areas. */
const day = "2024-12-24";
const areasDay = "2024-03-24";

const load = (column: string) => [
  `drop:${column}`,
  `rename:${column}:${column}_mw`,
  `nan:${column}`,
  "dup",
  "gap",
  "shift:1",
  `scale:${column}:0.001`
];
const weather = (column: string) => [
  `drop:${column}`,
  `rename:${column}:t2m`,
  `nan:${column}`,
  "dup",
  "gap",
  "shift:1",
  `scale:${column}:0.1`
];

/** Faults of a file of daily values. */
const daily = (column: string) => [
  `drop:${column}`,
  `rename:${column}:x`,
  `nan:${column}`,
  "dup",
  "gap",
  "shift:24",
  `scale:${column}:0.1`
];

export const targets: readonly Target[] = [
  {publisher: "odre", table: "france-load", day, spoilt: load("consommation")},
  {
    publisher: "odre",
    dataset: "eco2mix-national-tr",
    table: "france-load",
    day,
    spoilt: load("consommation")
  },
  {publisher: "odre", table: "brest-load", day: areasDay, spoilt: load("consommation")},
  {publisher: "open-meteo", table: "france-weather", day, spoilt: weather("temperature_2m")},
  {
    publisher: "open-meteo",
    dataset: "open-meteo/forecast/",
    table: "france-weather",
    day,
    spoilt: weather("temperature_2m")
  },
  {publisher: "open-meteo", table: "brest-weather", day: areasDay, spoilt: weather("temperature_2m")},
  {
    publisher: "education",
    table: "france-calendar",
    day,
    spoilt: [
      "drop:start_date",
      "rename:start_date:debut",
      "nan:start_date",
      "dup",
      "gap",
      "shift:24",
      "scale:start_date:0.001"
    ]
  },
  {
    publisher: "bom",
    table: "rain-days",
    day,
    spoilt: [
      "drop:Rainfall (mm)",
      "rename:Rainfall (mm):Rain",
      "nan:Rainfall (mm)",
      "dup",
      "gap",
      "shift:24",
      "scale:9am MSL pressure (hPa):0.1"
    ]
  },
  {
    publisher: "rattle",
    table: "rain-days",
    day,
    isClosed: true,
    spoilt: [
      "drop:Rainfall",
      "rename:Rainfall:Rain",
      "nan:Rainfall",
      "dup",
      "gap",
      "shift:24",
      "scale:Rainfall:0.0394"
    ]
  },
  {
    publisher: "nationalgas",
    table: "gas-days",
    day,
    spoilt: [
      "drop:Value",
      "rename:Data Item:Item",
      "nan:Value",
      "dup",
      "gap",
      "shift:24",
      "scale:Value:29.3071"
    ]
  },
  {publisher: "github", table: "gas-days", day, spoilt: daily("Price")},
  {publisher: "hadcet", table: "gas-days", day, spoilt: daily("Value")},
  {publisher: "ember", table: "gas-days", day, spoilt: daily("Price (EUR/MWhe)")}
];

/** Faults on the way to us. */
export const transport: readonly string[] = [
  "429:30",
  "429:date:30",
  "500",
  "503",
  "timeout",
  "reset",
  "slow:0.3",
  "truncate",
  "html",
  "empty",
  "garbage"
];

/** The fault of a publisher that sends today what it sent yesterday, before its last day was known: no fault of a request. */
export const yesterday = "yesterday";

/** One case of the matrix. */
export interface Case {
  readonly target: Target;
  /** `kind:arguments`. */
  readonly fault: string;
  /** Whether every request meets it, or the first alone. */
  readonly forever: boolean;
  /** Whether the store has the data of the day before. */
  readonly lastGood: boolean;
}

/** All cases, or those of some publishers, tables and faults. */
export function casesOf(select: (one: Case) => boolean = () => true): Case[] {
  return targets.flatMap((target) => {
    const faults = [...transport, ...target.spoilt];
    const all = faults.flatMap((fault) =>
      [false, true].flatMap((forever) =>
        [true, false].map((lastGood) => ({target, fault, forever, lastGood}))
      )
    );
    const canStrike = all.filter(({lastGood}) => !lastGood || !target.isClosed);
    return [
      ...canStrike,
      {target, fault: target.isClosed ? "500" : yesterday, forever: true, lastGood: true}
    ].filter(select);
  });
}

/** A fault as the replay takes it: `odre@eco2mix-national-tr=503*inf`. */
export function faultOf({target: {publisher, dataset}, fault, forever}: Case): string {
  return `${publisher}${dataset === undefined ? "" : `@${dataset}`}=${fault}${forever ? "*inf" : ""}`;
}

/** A case in words: `odre france-load: 503 for ever, from last good`. */
export function nameOf({target, fault, forever, lastGood}: Case): string {
  const whose = target.dataset === undefined ? target.publisher : `${target.publisher} (${target.dataset})`;
  return `${whose} ${target.table}: ${fault} ${forever ? "for ever" : "once"}, from ${lastGood ? "last good" : "none"}`;
}

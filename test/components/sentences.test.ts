import {expect, test} from "vitest";
import type {BacktestReport} from "../../src/lib/artifacts/backtest.js";
import {cardSchema} from "../../src/lib/artifacts/cards.js";
import type {Forecast} from "../../src/lib/artifacts/forecast.js";
import type {Provenance} from "../../src/lib/artifacts/provenance.js";
import type {Metrics} from "../../src/lib/artifacts/scores.js";
import {frontHeadline, loadCard} from "../../src/lib/report/card.js";
import {byWeight, condensed, leading} from "../../src/lib/report/drivers.js";
import {againstUsual, change, inReactors, peakHeadline} from "../../src/lib/report/headline.js";
import {forecastDays, highest, lowest, nearName, peaksAtMidnight} from "../../src/lib/report/peak.js";
import {plainCard} from "../../src/lib/report/plain-card.js";
import {
  bestBaseline,
  candidateNamed,
  sliceName,
  wholeMonths,
  worstSlice
} from "../../src/lib/report/scores.js";
import {usual} from "../../src/lib/report/season.js";
import type {Daily, Drivers} from "../../src/lib/report/shapes.js";
import {
  asRecorded,
  daysScored,
  errorsText,
  failing,
  flattered,
  overtakenFrom,
  reliability,
  standing
} from "../../src/lib/report/skill.js";
import {
  publisherName,
  publishersOf,
  pulledAt,
  recordName,
  sourceLine,
  stateOf,
  statesText
} from "../../src/lib/report/state.js";
import {coming} from "../../src/lib/report/temperature.js";
import {energyBefore, holidaysOf, meanByDay, peakBefore} from "../../src/lib/report/weeks.js";
import {addDays, midnight, weekday} from "../../src/lib/time/zone.js";

const zone = "Europe/Paris";
const plain = (text: string | null) => text?.replaceAll("\u00a0", " ");

/** An hourly forecast of `hours` hours from a local midnight, flat but for the values given by index. */
function rowsFrom(day: string, hours: number, values: Record<number, number>, flat = 50_000) {
  const start = midnight(zone, day);
  return Array.from({length: hours}, (_, i) => {
    const value = values[i] ?? flat;
    return {
      time: new Date(start + i * 3_600_000).toISOString(),
      value,
      lo80: value - 1000,
      hi80: value + 1000
    };
  });
}

test("the headline names the peak, its day and hour, and the season", () => {
  const days = forecastDays(rowsFrom("2024-12-25", 168, {43: 71_240, 5: 40_000}), zone);
  const top = highest(days);
  expect(top.day).toBe("2024-12-26");
  expect(plain(peakHeadline(top, {value: 68_000, days: 60, fromYear: 2021, toYear: 2023}, zone))).toBe(
    "Demand peaks at 71.2 GW on Thu 26 Dec at 19:00, 3 GW above the season"
  );
  expect(plain(peakHeadline(top, null, zone, {dated: true}))).toBe(
    "Demand peaks at 71.2 GW on Thu 26 Dec 2024 at 19:00"
  );
  expect(lowest(days)).toMatchObject({day: "2024-12-25", low: {value: 40_000}});
});

test("local days of a change of clock are whole with 23 and 25 hours", () => {
  const spring = forecastDays(rowsFrom("2024-03-30", 48, {}), zone);
  expect(spring.map(({day, hours, whole}) => [day, hours, whole])).toEqual([
    ["2024-03-30", 24, true],
    ["2024-03-31", 23, true],
    ["2024-04-01", 1, false]
  ]);
  const autumn = forecastDays(rowsFrom("2024-10-27", 25, {24: 60_000}), zone);
  expect(autumn).toHaveLength(1);
  expect(autumn[0]).toMatchObject({hours: 25, whole: true, energy: 25 * 50_000 + 10_000});
  expect(() => forecastDays([], zone)).toThrow("expected at least one row");
});

test("comparisons say more, less or about the same", () => {
  expect(plain(againstUsual(68_300, 68_000))).toBe("as usual for the season");
  expect(plain(againstUsual(66_500, 68_000))).toBe("1.5 GW below the season");
  expect(plain(change(103, 100, "last week"))).toBe("3.0 % more than last week");
  expect(plain(change(80, 100, "last week"))).toBe("20 % less than last week");
  expect(plain(change(100.4, 100, "last week"))).toBe("about the same as last week");
  expect(plain(change(1, 0, "last week"))).toBe("last week is not known");
});

test("power is told in reactors of 1,300 MW", () => {
  expect(inReactors(700)).toBe("half a large reactor");
  expect(inReactors(1300)).toBe("one large reactor");
  expect(plain(inReactors(5200))).toBe("about 4 large reactors");
  expect(inReactors(100)).toBeNull();
});

test("a peak in the first hour of a day is the tail of the evening before", () => {
  const days = forecastDays(rowsFrom("2024-12-25", 48, {0: 60_000, 43: 60_000}), zone);
  expect(days.map((day) => peaksAtMidnight(day, zone))).toEqual([true, false]);
});

test("marked days are called today and tomorrow only where the data are live", () => {
  const rows = rowsFrom("2024-12-25", 72, {});
  const drivers = {times: rows.map(({time}) => time), temperature: rows.map(() => 4)} as unknown as Drivers;
  const labels = (mode: Provenance["mode"]) =>
    coming(
      {origin: rows[0]!.time, provenance: {mode}} as Forecast,
      drivers,
      forecastDays(rows, zone),
      zone,
      new Map()
    ).map(({label}) => label);
  expect(labels("live")).toEqual(["today", "tomorrow"]);
  expect(labels("recorded")).toEqual(["Wed 25 Dec 2024", "Thu 26 Dec 2024"]);
});

test("today and tomorrow have names, other days none", () => {
  expect(nearName("2024-12-25", "2024-12-25")).toBe("today");
  expect(nearName("2025-01-01", "2024-12-31")).toBe("tomorrow");
  expect(nearName("2024-12-27", "2024-12-25")).toBeNull();
});

/** Days from 2021 to the end of 2024 whose peak tells their year and kind. */
function record(): Daily {
  const date: string[] = [];
  for (let day = "2021-01-01"; day <= "2024-12-31"; day = addDays(day, 1)) date.push(day);
  const holiday = date.map((day) => (day.endsWith("12-25") ? "Christmas Day" : null));
  const free = date.map((day, i) => weekday(day) > 4 || holiday[i] !== null);
  const peak = date.map((day, i) => (free[i] ? 40_000 : 60_000) + Number(day.slice(3, 4)) * 100);
  const nothing = date.map(() => null);
  return {
    date,
    holiday,
    peak,
    weekday: date.map(weekday),
    mean: nothing,
    low: nothing,
    peakHour: nothing,
    temperature: nothing
  };
}

test("the usual peak is the median of earlier years around the date, on days of the same kind", () => {
  const season = usual(record(), "2024-12-18")!;
  expect(season.value).toBe(60_200);
  expect([season.fromYear, season.toYear]).toEqual([2021, 2024]);
  expect(usual(record(), "2024-12-21")!.value).toBeLessThan(41_000);
  expect(usual(record(), "2024-12-25", {free: true})!.value).toBeLessThan(41_000);
  expect(usual(record(), "2021-06-01")).toBeNull();
});

test("the season leaves out the year itself", () => {
  const daily = record();
  const spoiled = {
    ...daily,
    peak: daily.peak.map((peak, i) => (daily.date[i]! > "2024-06-01" ? 99_000 : peak))
  };
  expect(usual(spoiled, "2024-12-10")!.value).toBe(60_200);
});

function metrics(mape: number | null, n = 1000): Metrics {
  const of = (factor: number) => (mape === null ? null : mape * factor);
  return {
    n,
    mape,
    mae: of(500),
    rmse: of(700),
    wape: mape,
    mase: of(0.2),
    bias: 0,
    pinball: of(100),
    coverage80: 0.8,
    coverage95: 0.95,
    width80: 1,
    width95: 2
  };
}

function report(): BacktestReport {
  const lead = (mape: number, n = 1) => ({lead: n, ...metrics(mape)});
  return {
    champion: "net",
    unit: "MW",
    study: "france",
    scheme: {from: "2024-01-01", origins: 359},
    candidates: [
      {
        name: "week",
        label: "Same hour last week",
        kind: "baseline",
        metrics: metrics(5),
        byLead: [lead(5)],
        versusBaseline: null
      },
      {
        name: "like",
        label: "Last like day",
        kind: "baseline",
        metrics: metrics(4),
        byLead: [lead(4)],
        versusBaseline: null
      },
      {
        name: "net",
        label: "Net",
        kind: "model",
        metrics: metrics(1.2),
        byLead: [lead(1.2), lead(1.4, 2)],
        byLeadDegraded: [lead(1.3), lead(1.8, 2)],
        byLeadRecorded: [lead(1.6), lead(1.9, 2)],
        slices: {
          hour: [
            {slice: "00:00", ...metrics(1)},
            {slice: "08:00", ...metrics(1.4)}
          ],
          month: [
            {slice: "2024-11", ...metrics(1.1)},
            {slice: "2024-12", ...metrics(1.3)},
            {slice: "2025-01", ...metrics(null, 0)}
          ],
          kind: [
            {slice: "public holiday", ...metrics(2.6, 20)},
            {slice: "other days", ...metrics(1.1, 980)},
            {slice: "a single hour", ...metrics(9, 1)}
          ]
        },
        versusBaseline: {name: "like", dm: -30, p: 0, n: 300},
        versusReference: [{name: "rte", lead: 1, dm: -20, p: 1e-9, n: 300}]
      },
      {
        name: "rte",
        label: "RTE J-1",
        kind: "reference",
        metrics: metrics(2),
        byLead: [lead(2)],
        slices: {kind: [{slice: "public holiday", ...metrics(3.1, 20)}]},
        versusBaseline: null
      }
    ]
  } as unknown as BacktestReport;
}

test("the worst slice is found among those that are large enough", () => {
  const worst = worstSlice(candidateNamed(report(), "net"))!;
  expect(worst).toMatchObject({group: "kind", slice: "public holiday", mape: 2.6});
  expect(worst.ratio).toBeCloseTo(2.6 / (0.02 * 2.6 + 0.98 * 1.1 + 0.001 * 9), 1);
  expect(plain(failing(report()))).toBe(
    "It fails most on public holidays: 2.60 % on average, 2.3 times its usual error (RTE J-1: 3.10 %)."
  );
  expect(worstSlice(candidateNamed(report(), "week"))).toBeNull();
});

test("a group of one slice has no worst one", () => {
  const net = candidateNamed(report(), "net");
  const alone = {...net, slices: {series: [{slice: "Only", ...metrics(9)}], hour: net.slices!.hour!}};
  expect(worstSlice(alone)).toMatchObject({group: "hour", slice: "08:00"});
  expect(sliceName("series", "Nantes Métropole")).toBe("for Nantes Métropole");
  expect(["AliceSprings", "PearceRAAF", "Perth"].map((name) => sliceName("series", name))).toEqual([
    "for Alice Springs",
    "for Pearce RAAF",
    "for Perth"
  ]);
  expect(sliceName("season", "winter")).toBe("in winter");
  expect(sliceName("climate", "arid")).toBe("where the climate is arid");
});

test("missing months keep their place between the first and the last", () => {
  expect(wholeMonths(["2024-02", "2023-11"])).toEqual(["2023-11", "2023-12", "2024-01", "2024-02"]);
  expect(wholeMonths([])).toEqual([]);
});

test("slices are called as a reader would", () => {
  expect(sliceName("hour", "08:00")).toBe("at 08:00");
  expect(sliceName("month", "2024-05")).toBe("in May 2024");
  expect(sliceName("kind", "Sunday")).toBe("on Sundays");
  expect(sliceName("kind", "beside a holiday")).toBe("on days beside a holiday");
  expect(sliceName("kind", "public holiday")).toBe("on public holidays");
});

/** The same report with the test against the official forecast for weather as uncertain as a real forecast. */
function fairReport(p: number): BacktestReport {
  const fair = report();
  Object.assign(fair.candidates[2]!, {
    versusReferenceDegraded: [{name: "rte", lead: 1, dm: -9, p, n: 300}]
  });
  return fair;
}

test("standing says both errors, the official one and the best simple rule", () => {
  const text = plain(standing(report()))!;
  expect(text).toContain(
    "wrong by 1.20 % on average with archived weather, by 1.30 % with weather as uncertain as a real forecast (about 650 MW, the output of half a large reactor)"
  );
  expect(text).toContain("RTE J-1, made with a real weather forecast, was wrong by 2.00 % in the same hours");
  expect(text).toContain("“last like day”, was wrong by 4.00 %");
});

test("the claim against the official forecast comes from weather as uncertain as a real forecast", () => {
  expect(plain(standing(fairReport(1e-6)))).toContain(
    "with such weather ours has 35 % less error than RTE J-1 (Diebold–Mariano, p < 0.001, on 300 of 359 days)"
  );
  expect(plain(standing(fairReport(0.2)))).toContain(
    "with such weather the difference may be chance (p = 0.200, on 300 of 359 days)"
  );
  expect(standing(fairReport(0.2))).not.toContain("less error");
});

test("without that test the claim says that archived weather flatters", () => {
  expect(plain(standing(report()))).toContain(
    "with archived weather, which flatters, ours has 40 % less error than RTE J-1"
  );
  const none = report();
  none.candidates[2]!.versusReference = [];
  expect(standing(none)).not.toContain("less error");
  expect(plain(daysScored(none))).toBe("359 days");
  delete none.candidates[2]!.byLeadDegraded;
  expect(plain(standing(none))).toContain("its weather was archived weather, which flatters");
  expect(plain(errorsText(none))).toBe("1.20 % with archived weather; RTE J-1 2.00 %");
});

test("the lead from which the official forecast is better is computed", () => {
  expect(overtakenFrom(report())).toBeNull();
  const overtaken = report();
  const rows = (...mapes: number[]) => mapes.map((mape, i) => ({lead: i + 1, ...metrics(mape)}));
  Object.assign(overtaken.candidates[2]!, {
    byLead: rows(1, 1, 1, 1),
    byLeadDegraded: rows(1.3, 2.1, 1.9, 2.2)
  });
  Object.assign(overtaken.candidates[3]!, {byLead: rows(2, 2, 2, 2)});
  expect(overtakenFrom(overtaken)).toEqual({lead: 4, ours: 2.2, official: 2});
  expect(plain(standing(overtaken))).toContain(
    "From day 4 RTE J-1, issued on the evening before, is better than ours, issued up to a week earlier (2.00 % against 2.20 % on that day)."
  );
});

test("reliability gives both errors beside the official one", () => {
  expect(plain(reliability(report()))).toBe(
    "since 1 Jan 2024 the mean error a day ahead is 1.20 % with archived weather, 1.30 % with weather as uncertain as a real forecast; RTE J-1 2.00 %"
  );
  expect(plain(asRecorded(report()))).toBe(
    "Against the record as it is, those days included, the error on day 2 is 1.90 %."
  );
  expect(bestBaseline(report())!.name).toBe("like");
  expect(flattered(report())).toEqual({archived: 1.4, forecast: 1.8});
  expect(() => candidateNamed(report(), "arima")).toThrow(
    'expected a candidate "arima", got week, like, net, rte'
  );
});

test("the state of data is said in words", () => {
  const source = {publisher: "RTE", dataset: "", title: "", url: "", licence: "", sha256: ""};
  const provenance = (mode: Provenance["mode"], days: string[]): Provenance => ({
    mode,
    asOf: "2024-12-24",
    sources: days.map((day) => ({...source, pulledAt: `${day}T05:00:00Z`}))
  });
  const edition = "2024-12-25T06:00:00Z";
  expect(stateOf(provenance("live", []), edition).label).toBe("live");
  expect(stateOf(provenance("recorded", []), edition).label).toBe("recorded data, 24 Dec 2024");
  const late = stateOf(provenance("last-good", ["2024-12-25", "2024-12-23"]), edition);
  expect(plain(late.label)).toBe("last good, 2 days old");
  expect(plain(stateOf(provenance("last-good", ["2024-12-24"]), edition).label)).toBe("last good, 1 day old");
  expect(
    publishersOf({
      ...provenance("live", ["2024-12-25"]),
      sources: [source, {...source, publisher: "Open-Meteo"}, source].map((one) => ({...one, pulledAt: ""}))
    })
  ).toBe("RTE and Open-Meteo");
});

test("a source line says the oldest pull", () => {
  const source = {publisher: "open-meteo", dataset: "", title: "", url: "", licence: "", sha256: ""};
  const sources = ["2024-12-24", "2024-12-22", "2024-12-25"].map((day) => ({
    ...source,
    pulledAt: `${day}T05:00:00.000Z`
  }));
  const provenance: Provenance = {mode: "live", asOf: "2024-12-24", sources};
  expect(pulledAt(provenance)).toBe("2024-12-22T05:00:00.000Z");
  expect(pulledAt({...provenance, sources: []})).toBeNull();
  expect(sourceLine(provenance, zone)).toBe(
    "Source: Open-Meteo, pulled 22 Dec 2024, 06:00 Paris time; Almanac"
  );
});

test("recorded load is called a copy, by the name that its citation gives", () => {
  const citation =
    "RTE, éCO2mix. In this sample as recorded by the ENTSO-E Transparency Platform (total load), https://transparency.entsoe.eu";
  const tables = (mode: Provenance["mode"], cited = citation) => [
    {id: "load", mode, sources: [{citation: "RTE"}, {citation: cited}]}
  ];
  expect(recordName(tables("live"), "load", "RTE")).toBe("RTE’s record");
  expect(recordName(tables("last-good"), "load", "RTE")).toBe("RTE’s record");
  expect(recordName(tables("recorded"), "load", "RTE")).toBe(
    "the recorded load (RTE’s load as recorded by the ENTSO-E Transparency Platform)"
  );
  expect(recordName(tables("recorded", "RTE"), "load", "RTE")).toBe("the recorded load");
  expect(recordName([], "load", "RTE")).toBe("the recorded load");
});

test("publishers are called as a reader knows them, the grid operator first", () => {
  const source = (publisher: string, dataset: string) => ({
    publisher,
    dataset,
    title: "",
    url: "",
    licence: "",
    sha256: "",
    pulledAt: "2024-12-25T05:00:00Z"
  });
  const sources = [
    source("education", "fr-en-calendrier-scolaire"),
    source("open-meteo", "archive"),
    source("odre", "eco2mix-national-tr"),
    source("odre", "eco2mix-national-cons-def")
  ];
  expect(publishersOf({mode: "live", asOf: "2024-12-24", sources})).toBe(
    "RTE (via ODRÉ), Open-Meteo and the French ministry of education"
  );
  const more = [...sources, source("date-holidays", "")];
  expect(publishersOf({mode: "live", asOf: "2024-12-24", sources: more})).toBe(
    "RTE (via ODRÉ), Open-Meteo and 2 others"
  );
  expect(publisherName(source("odre", "courbe-de-charge"))).toBe("ODRÉ");
  expect(publisherName(source("bom", "dwo"))).toBe("the Bureau of Meteorology");
  expect(publisherName(source("noaa", "gfs"))).toBe("noaa");
});

test("last week is summed only where it is known well enough", () => {
  const origin = Date.parse("2024-12-24T23:00:00Z");
  const times = Array.from({length: 200}, (_, i) => new Date(origin + (i - 190) * 3_600_000).toISOString());
  const load = times.map((_, i) => (i === 40 ? 70_000 : i >= 190 ? 99_000 : 50_000)) as (number | null)[];
  expect(energyBefore({times, load}, origin)).toBeCloseTo(168 * 50_000 + 20_000);
  expect(peakBefore({times, load}, origin)).toBe(70_000);
  const some = load.map((value, i) => (i === 100 ? null : value));
  expect(energyBefore({times, load: some}, origin)).toBeCloseTo(((167 * 50_000 + 20_000) / 167) * 168);
  const few = load.map((value, i) => (i % 3 ? null : value));
  expect(energyBefore({times, load: few}, origin)).toBeNull();
});

test("holidays come from the record and from the coming week", () => {
  const holidays = holidaysOf(record(), {holidays: [{date: "2025-01-01", name: "New Year’s Day"}]});
  expect(holidays.get("2023-12-25")).toBe("Christmas Day");
  expect(holidays.get("2025-01-01")).toBe("New Year’s Day");
  expect(holidays.has("2024-12-24")).toBe(false);
  expect([...meanByDay(["a", "a", "b"], [1, 3, null])]).toEqual([["a", 2]]);
});

test("the weightiest groups are named with what they add or take away", () => {
  const groups = [
    {name: "sun", label: "Sun and cloud", values: [-900, -1100]},
    {name: "wind", label: "Wind", values: [10, -10]},
    {name: "temperature", label: "Temperature", values: [7000, 5000]}
  ];
  expect(byWeight({groups}).map(({name, weight}) => [name, weight])).toEqual([
    ["temperature", 6000],
    ["sun", 1000],
    ["wind", 10]
  ]);
  expect(plain(leading({groups}))).toBe(
    "What moves the coming week most is temperature, +6.0 GW on average against an average hour; next comes sun and cloud, −1.0 GW."
  );
  expect(condensed({groups}, 1)).toMatchObject([
    {name: "temperature"},
    {label: "All else: sun and cloud, wind", values: [-890, -1110]}
  ]);
  expect(() => leading({groups: groups.slice(0, 1)})).toThrow("expected at least two groups, got 1");
});

test("the card of the front page says how wrong the forecast has been, and its source", () => {
  const rows = rowsFrom("2024-12-25", 168, {43: 71_240});
  const provenance: Provenance = {
    mode: "recorded",
    asOf: "2024-12-24",
    sources: [
      {
        publisher: "open-meteo",
        dataset: "",
        title: "",
        url: "",
        licence: "",
        sha256: "",
        pulledAt: "2024-12-25T05:00:00Z"
      }
    ]
  };
  const start = Date.parse(rows[0]!.time);
  const times = [-169, -168, -1, 0].map((hour) => new Date(start + hour * 3_600_000).toISOString());
  const recent = {times, load: [1, 50_000, null, 2], recorded: [], reference: [], temperature: []};
  const forecast = {
    ...{study: "france", unit: "MW", issuedAt: rows[0]!.time, origin: rows[0]!.time},
    ...{rows, provenance}
  } as unknown as Forecast;
  const card = loadCard({forecast, recent, daily: record(), drivers: {}, backtest: report()}, zone);
  expect(plain(card.headline)).toBe(
    "Demand peaks at 71.2 GW on Thu 26 Dec 2024 at 19:00, 11 GW above the season"
  );
  expect(plain(card.short)).toBe("France’s demand peaks at 71.2 GW on Thu 26 Dec 2024");
  expect(card.unusual).toBeCloseTo(71_240 / 60_200 - 1, 3);
  expect(card.picture?.observed).toEqual([
    {time: times[1], value: 50_000},
    {time: times[2], value: null}
  ]);
  expect(card.picture?.ahead).toHaveLength(168);
  expect(card.rows.map(({label, value}) => [label, plain(value)]).at(-1)).toEqual([
    "Error a day ahead",
    "1.20 % with archived weather, 1.30 % with weather as uncertain as a real forecast; RTE J-1 2.00 %"
  ]);
  expect(card.source).toBe("Source: Open-Meteo, pulled 25 Dec 2024, 06:00 Paris time; Almanac");
});

test("a study without a card of its own has a plain one", () => {
  const rows = [
    {time: "2024-03-24T23:00:00.000Z", value: 0.25, lo80: 0.1, hi80: 0.5},
    {time: "2024-03-25T23:00:00.000Z", value: 0.75, lo80: 0.5, hi80: 0.9}
  ];
  const provenance: Provenance = {mode: "recorded", asOf: "2024-03-24", sources: []};
  const forecast = {
    ...{study: "gas", unit: "GW", issuedAt: rows[0]!.time, rows, provenance}
  } as unknown as Forecast;
  const about = {timeZone: zone, target: "demand", kind: "number" as const};
  const card = plainCard({report: about, forecast, backtest: report()});
  expect(plain(card.headline)).toBe("Demand is highest on Tue 26 Mar 2024, at 0.75 GW");
  expect(card.picture?.ahead).toHaveLength(2);
  expect(card.bars).toBeUndefined();
  expect(cardSchema.safeParse(card).success).toBe(true);
  const none = {...forecast, rows: []};
  expect(() => plainCard({report: about, forecast: none, backtest: report()})).toThrow("card of gas");
});

test("the plain card of many probabilities names the highest, and draws bars instead of one line", () => {
  const time = "2024-12-24T16:00:00.000Z";
  const rows = Array.from({length: 49}, (_, i) => ({
    ...{series: `T${i}`, time, value: i / 50, lo80: i / 50 - 0.01, hi80: i / 50 + 0.01}
  }));
  const provenance: Provenance = {mode: "recorded", asOf: "2024-12-24", sources: []};
  const forecast = {
    ...{study: "rain", unit: "probability", issuedAt: time, rows, provenance}
  } as unknown as Forecast;
  const backtest = {
    ...{champion: "mean", unit: "probability", study: "rain"},
    candidates: [{name: "mean", label: "Mean", metrics: {f1: 0.7061, brier: 0.09249, mape: null}}]
  } as unknown as BacktestReport;
  const about = {timeZone: "Australia/Perth", target: "chance of rain", kind: "probability" as const};
  const card = plainCard({report: about, forecast, backtest});
  expect(plain(card.headline)).toBe("Chance of rain is highest for T48 on Wed 25 Dec 2024, at 96 %");
  expect(plain(card.sentence)).toBe("With 80 % confidence the chance itself lies between 95 % and 97 %.");
  expect(card.rows).toEqual([
    {label: "F1", value: "0.706"},
    {label: "Brier score", value: "0.0925"}
  ]);
  expect(card.picture).toBeUndefined();
  expect(card.bars).toMatchObject({
    most: 1,
    rows: [{name: "T48", value: 0.96, usual: null}, {}, {}, {}, {}, {}]
  });
  expect(cardSchema.safeParse(card).success).toBe(true);
});

test("the headline of an edition says what is farthest from usual, fresh data before recorded, the last days first", () => {
  const card = (name: string, unusual: number | null, mode: Provenance["mode"] = "live", day = "25") => ({
    ...{headline: `${name} alone`, short: `the load of ${name} peaks`, unusual},
    ...{issuedAt: `2024-12-${day}T05:00:00Z`, provenance: {mode, asOf: "2024-12-24", sources: []}}
  });
  const [a, b] = ["The load of A peaks; the load of B peaks", "The load of B peaks; the load of A peaks"];
  expect(frontHeadline([])).toBe("No forecast today");
  expect(frontHeadline([card("A", 0.1)])).toBe("A alone");
  expect(frontHeadline([card("A", 0.02), card("B", -0.3)])).toBe(b);
  expect(frontHeadline([card("A", 0.9, "recorded"), card("B", null)])).toBe(b);
  expect(frontHeadline([card("A", 0.02), card("B", -0.3, "live", "24")])).toBe(a);
  expect(frontHeadline([card("A", 0.9), card("B", 0.8), card("C", 0.7)])).toBe(
    `${a}; one more forecast below`
  );
});

test("studies in different states are named with the day that each reaches", () => {
  const state = (title: string, mode: Provenance["mode"], asOf: string) => ({
    ...{title, mode, asOf},
    ...{label: mode, meaning: ""}
  });
  expect(
    statesText([
      state("France", "recorded", "2024-12-24"),
      state("Brittany", "recorded", "2024-03-24"),
      state("Gas", "last-good", "2024-12-22"),
      state("Rain", "live", "2024-12-24")
    ])
  ).toMatchObject([
    {name: "Last good data", text: expect.stringContaining("Gas, up to 22 Dec 2024.")},
    {
      name: "Recorded data",
      text: expect.stringContaining("France, up to 24 Dec 2024; Brittany, up to 24 Mar 2024.")
    }
  ]);
  expect(statesText([state("Rain", "live", "2024-12-24")])).toEqual([]);
});

import {expect, test} from "vitest";
import type {BacktestReport} from "../../src/lib/artifacts/backtest.js";
import type {Forecast} from "../../src/lib/artifacts/forecast.js";
import type {Run} from "../../src/lib/artifacts/runs.js";
import type {Metrics} from "../../src/lib/artifacts/scores.js";
import type {CardWords, StudyReport} from "../../src/lib/artifacts/study.js";
import {modelCard} from "../../src/lib/report/runs/card.js";
import {leastCovered} from "../../src/lib/report/runs/card-scores.js";
import type {CardInput} from "../../src/lib/report/runs/card-shapes.js";

const metrics = (more: Partial<Metrics> = {}): Metrics => ({
  ...{n: 1000, mae: 50, rmse: 70, mape: 2, wape: 0.02, mase: 0.4, bias: 1, pinball: 9},
  ...{coverage80: 0.79, coverage95: 0.94, width80: 200, width95: 400},
  ...more
});

/** An invented study whose champion took the place on 3 March. */
function input(run: Partial<Run> = {}): CardInput {
  const candidate = (name: string, label: string, kind: "model" | "baseline", mae: number) => ({
    ...{
      name,
      label,
      kind,
      metrics: metrics({mae}),
      versusBaseline: {name: "naive", dm: -4, p: 0.0001, n: 90}
    },
    byLead: [{...metrics({mape: 1.5}), lead: 1}],
    slices: {
      kind: [
        {...metrics({n: 900}), slice: "working day"},
        {...metrics({n: 95, mape: 5, coverage80: 0.6}), slice: "public holiday"},
        {...metrics({n: 5, mape: 9, coverage80: 0.1}), slice: "beside a holiday"}
      ]
    }
  });
  const decision = (number: number, champion: string, replaced: boolean) => ({
    ...{number, champion, replaced, origin: `2024-03-0${number}T00:00:00.000Z`, by: "rule" as const},
    ...{version: "1", challenger: null, reason: `reason ${number}`, dm: null, p: null}
  });
  const provenance = {mode: "recorded" as const, asOf: "2024-03-24", sources: []};
  return {
    forecast: {
      ...{study: "tiny", target: "load", unit: "MW", provenance, rows: [], step: "PT1H"},
      ...{origin: "2024-03-24T23:00:00.000Z", issuedAt: "2024-03-24T23:00:00.000Z"},
      model: {candidate: "lstm", version: "2", runId: "r1"}
    } as Forecast,
    backtest: {
      ...{study: "tiny", unit: "MW", champion: "lstm", rule: "the smallest error", provenance},
      scheme: {
        ...{from: "2023-04-01", to: "2024-03-24", origins: 359, horizon: 168, step: "PT1H", block: 24},
        rows: "all hours"
      },
      candidates: [candidate("lstm", "LSTM", "model", 50), candidate("naive", "Last week", "baseline", 120)]
    } as unknown as BacktestReport,
    runs: [
      {
        ...{runId: "r1", study: "tiny", candidate: "lstm", status: "finished", seconds: 30, cpuSeconds: 300},
        ...{startedAt: "2024-03-24T05:00:00.000Z", peakMemoryMB: 210, params: {epochs: 40, seed: 7}},
        ...{metrics: {}, history: {}, tags: {}, artifacts: []},
        lineage: {commit: "c".repeat(40), dataHash: "d".repeat(64), codeHash: "e".repeat(64), seed: 1},
        ...run
      } as Run
    ],
    study: {
      ...{study: "tiny", title: "Tiny: load", question: "How much?", target: "electricity load", unit: "MW"},
      ...{step: "PT1H", horizon: 168, timeZone: "Europe/Paris", rule: {metric: "mae", leads: [1], words: ""}},
      intervals: {error: "log", window: 84, rate: 0.03},
      candidates: [
        {name: "lstm", label: "LSTM", kind: "model", description: "A net.", params: {epochs: 40}},
        {name: "naive", label: "Last week", kind: "baseline", description: "", params: {}}
      ],
      decisions: [decision(3, "lstm", true), decision(2, "naive", false), decision(1, "naive", false)],
      tables: [
        {
          ...{title: "Load, hourly", from: "2021-01-01T00:00:00Z", to: "2024-03-31T22:00:00Z", rows: 28000},
          columns: [
            {name: "load", unit: "MW"},
            {name: "holiday", unit: ""}
          ]
        }
      ]
    } as unknown as StudyReport
  };
}

/** A card as text: "Section/Term" → text. */
function read(of: CardInput, words?: CardWords): Map<string, string> {
  return new Map(
    modelCard(of, words).flatMap(({title, rows}) =>
      rows.map(({term, text}) => {
        const parts = text.map((part) =>
          typeof part === "string" ? part : "code" in part ? part.code : part.text
        );
        return [`${title}/${term}`, parts.join("").replaceAll("\u00a0", " ")] as const;
      })
    )
  );
}

test("a card says what the model is, for whom, from what, how good, and where it fails", () => {
  const card = read(input());
  expect(card.get("Model/Name")).toBe("LSTM");
  expect(card.get("Model/Previous champion")).toBe("Last week, until 3 Mar 2024.");
  expect(card.get("Model/Chosen by")).toBe("The smallest error. Last decision: reason 3");
  expect(card.get("Use/Gives")).toContain("Electricity load in MW, 168 hours ahead");
  expect(card.get("Data and features/Learns from")).toBe(
    "Load, hourly: 1 Jan 2021 to 24 Mar 2024, of 28,000 rows in all."
  );
  expect(card.get("Data and features/Sees")).toBe("What it makes of the columns load (MW), holiday.");
  expect(card.get("Scores/Overall")).toBe("MAE 50 MW, RMSE 70 MW, MAPE 2.00 %, MASE 0.4000.");
  expect(card.get("Scores/Best simple rule")).toContain("Last week: MAE 120 MW (Diebold–Mariano");
  expect(card.get("Calibration/Intervals")).toContain("80 % interval held the truth in 79.0 % of cases");
  expect(card.get("Calibration/Least")).toBe("The 80 % interval holds least on public holidays: 60.0 %.");
  expect(card.get("Limits/Fails most")).toBe(
    "On public holidays: 5.00 % on average, 2.2 times its usual error."
  );
  expect(card.get("Limits/Weather")).toContain("what forecast weather would cost has not been computed");
});

test("a card states the energy as an estimate, with its assumption, and the lineage", () => {
  const card = read(input());
  expect(card.get("Training/Energy")).toMatch(
    /^About 1\.00 Wh: 300 CPU seconds at an assumed 12 W .* An estimate/
  );
  expect(card.get("Training/Seed")).toBe("7");
  expect(card.get("Training/Data")).toBe("d".repeat(16));
  expect(card.get("Training/Code")).toBe(`${"e".repeat(16)}, commit ${"c".repeat(12)}`);
  expect(read(input({cpuSeconds: null})).get("Training/Energy")).toBe(
    "Not known: the processor’s time was not measured."
  );
});

/** The same as a study of probabilities of several series, without intervals of the outcome. */
function chances(): CardInput {
  const {backtest, study, forecast, runs} = input();
  const scores = {rate: 0.22, f1: 0.706, precision: 0.69, recall: 0.72, auc: 0.9141, brier: 0.0925};
  const parts = {reliability: 0.0002, resolution: 0.082, uncertainty: 0.1741, threshold: 0.36};
  const counts = {hits: 4000, alarms: 1800, misses: 1600, rejections: 18000};
  const none = {mape: null, mase: null, coverage80: null, coverage95: null, width80: null};
  const with_ = (more: Partial<Metrics> = {}) => metrics({...none, ...scores, ...parts, ...counts, ...more});
  const slice = (name: string, f1: number, n = 100) => ({...with_({f1, n}), slice: name});
  const [best, naive] = backtest.candidates;
  const band = (said: number, happened: number) => ({
    ...{n: 9, from: 0, to: 1, said, happened},
    happenedSpan: null
  });
  return {
    ...{runs},
    forecast: {
      ...forecast,
      unit: "probability",
      rows: ["a", "b"].map((series) => ({series})) as Forecast["rows"]
    },
    backtest: {
      ...backtest,
      unit: "probability",
      candidates: [
        {
          ...best!,
          ...{
            metrics: with_(),
            byLead: [{...with_(), lead: 1}],
            spans: {f1: [0.695, 0.717], brier: null, auc: null}
          },
          calibration: [band(0.1, 0.11), band(0.43, 0.453), band(0.9, 0.89)],
          slices: {
            season: [slice("summer", 0.66), slice("winter", 0.73)],
            climate: [slice("arid", 0.5), slice("desert", 0.2, 1)],
            month: [slice("2016-01", 0.1)]
          }
        },
        {...naive!, metrics: with_({f1: 0.4, mae: 1})},
        {...naive!, name: "persistence", label: "Persistence", metrics: with_({f1: 0.5, mae: 2})}
      ]
    },
    study: {
      ...study,
      ...{
        kind: "probability",
        unit: "probability",
        target: "chance of rain",
        intervals: undefined,
        horizon: 1,
        step: "P1D"
      },
      rule: {metric: "f1", leads: [1], words: "", test: "paired block bootstrap"},
      words: {weather: "No weather forecast is used.", users: "Whoever hangs out washing."}
    }
  } as CardInput;
}

test("the card of a study of probabilities speaks of chances, and of no load", () => {
  const card = read(chances());
  expect(card.get("Use/Gives")).toContain(
    "Chance of rain, 1 day ahead, for each of 2 series, with bounds that say how well the chance itself is known"
  );
  expect(card.get("Use/For")).toBe("Whoever hangs out washing.");
  expect(card.get("Scores/Overall")).toBe(
    "F1 0.706 (0.695 to 0.717), Precision 0.690, Recall 0.720, AUC 0.914, Brier score 0.0925. In brackets the 95 % interval from resampled blocks of days."
  );
  expect(card.get("Scores/Yes or no")).toBe(
    "A probability of 36.0 % or more counts as yes: it was right 4,000 times and wrong 1,800 times, and 1,600 cases were missed."
  );
  expect(card.get("Scores/Best simple rule")).toBe(
    "Persistence: F1 0.500 (Diebold–Mariano of the Brier scores against Last week: −4.0, p < 0.001)."
  );
  expect(card.has("Scores/MAPE by lead day")).toBe(false);
  expect(card.get("Calibration/Reliability")).toBe(
    "In 3 classes of forecasts, what was said and what happened differ by at most 2.3 percentage points (said 43.0 %, happened 45.3 %)."
  );
  expect(card.get("Calibration/Brier score")).toMatch(
    /^0\.0925 = reliability 0\.0002 − resolution 0\.0820 \+ uncertainty 0\.1741/
  );
  expect(card.get("Calibration/Bounds")).toContain("no interval of the outcome");
  expect(card.get("Limits/Fails most")).toBe(
    "Where the climate is arid: F1 0.500, against 0.706 on the whole."
  );
  expect(card.get("Limits/Weather")).toBe("No weather forecast is used.");
  expect([...card.values()].join(" ")).not.toMatch(/grid|Strikes|household|null|NaN|interval held/);
  const {words: _, ...study} = chances().study;
  expect(read({...chances(), study}).has("Limits/Weather")).toBe(false);
  expect(read(chances(), {weather: "Mine."}).get("Limits/Weather")).toBe("Mine.");
});

test("a study's own words take the place of the general ones", () => {
  const card = read(input(), {users: "Brewers.", weather: "None is used.", limits: "Leap years."});
  expect(card.get("Use/For")).toBe("Brewers.");
  expect(card.get("Limits/Weather")).toBe("None is used.");
  expect(card.get("Limits/Also")).toBe("Leap years.");
});

test("a card without its run, and one of an unknown candidate, say so", () => {
  expect(read(input({runId: "other"})).get("Training/Record")).toContain("not among those published");
  const {forecast, ...others} = input();
  const strange = {...forecast, model: {...forecast.model, candidate: "ghost"}};
  expect(() => modelCard({...others, forecast: strange})).toThrow(
    'made by "ghost", and its candidates are lstm, naive'
  );
});

test("a slice with too few rows does not count as the least covered", () => {
  const [best] = input().backtest.candidates;
  expect(leastCovered(best!)).toEqual({group: "kind", slice: "public holiday", coverage: 0.6});
  expect(leastCovered({...best!, slices: undefined})).toBeNull();
});

test("of more than ten leads the card tells the first ones and every tenth", () => {
  const long = input();
  const [best] = long.backtest.candidates;
  best!.byLead = Array.from({length: 30}, (_, i) => ({...metrics({mape: i + 1}), lead: i + 1}));
  const said = read(long).get("Scores/MAPE by lead day")!;
  expect(said.match(/day\s\d+/g)?.map((one) => Number(one.slice(4)))).toEqual([1, 2, 5, 10, 20, 30]);
});

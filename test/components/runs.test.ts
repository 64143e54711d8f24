import {expect, test} from "vitest";
import type {BacktestReport} from "../../src/lib/artifacts/backtest.js";
import type {Run} from "../../src/lib/artifacts/runs.js";
import {
  differingLineage,
  differingParameters,
  finalMetrics,
  sameRows
} from "../../src/lib/report/runs/compare.js";
import {runsCsv} from "../../src/lib/report/runs/csv.js";
import {curveFamilies, extremes, logTicks, needsLog, spreadApart} from "../../src/lib/report/runs/curves.js";
import {energyOf, energyText, WATTS_PER_CORE} from "../../src/lib/report/runs/energy.js";
import {leadsOf} from "../../src/lib/report/runs/leads.js";
import {
  better,
  deviationText,
  metricOrder,
  metricText,
  metricTitle,
  scoreText,
  significant,
  spreadText
} from "../../src/lib/report/runs/metrics.js";
import {presetsOf} from "../../src/lib/report/runs/presets.js";
import {
  type Decision,
  decisionTest,
  inLabels,
  lastPromotion,
  lossChange,
  lossHeading,
  previousChampion,
  reigns,
  runsFinding
} from "../../src/lib/report/runs/promotions.js";
import {
  ALL_RUNS,
  filterRows,
  rowsOf,
  type SortKey,
  type StudyMethod,
  sortRows
} from "../../src/lib/report/runs/rows.js";
import {seedGroups, seedSpreads, spread} from "../../src/lib/report/runs/seeds.js";
import {MOST, openingView, readView, writeView} from "../../src/lib/report/runs/view.js";
import {moreIsBetter} from "../../src/lib/scores/better.js";

const plain = (text: string | null) => text?.replaceAll("\u00a0", " ");

/** An invented run; its id is its candidate's name and a number unless told. */
function run(candidate: string, more: Partial<Run> = {}): Run {
  return {
    runId: `${candidate}-1`,
    study: "tiny",
    candidate,
    status: "finished",
    startedAt: "2024-03-01T06:00:00.000Z",
    seconds: 10,
    cpuSeconds: 8,
    peakMemoryMB: 100,
    params: {},
    metrics: {mae: 10, mape: 1, mase: 0.5},
    history: {},
    tags: {kind: "model"},
    artifacts: [],
    ...more,
    lineage: {commit: "c0ffee", dataHash: "data-1", codeHash: "code-1", seed: 1, ...more.lineage}
  };
}

const decision = (number: number, champion: string, more: Partial<Decision> = {}): Decision => ({
  number,
  origin: new Date(Date.UTC(2024, 2, number)).toISOString(),
  by: "rule",
  champion,
  version: "1",
  challenger: null,
  replaced: false,
  reason: "",
  dm: null,
  p: null,
  ...more
});

/** What the page reads of an invented study. */
function study(more: Partial<StudyMethod> = {}): StudyMethod {
  const candidate = (name: string, label: string) => ({
    name,
    label,
    kind: "model" as const,
    description: "",
    params: {}
  });
  return {
    study: "tiny",
    title: "Tiny: load",
    unit: "MW",
    timeZone: "Europe/Paris",
    champion: "lstm",
    rule: {metric: "mae", leads: [1], words: ""},
    scheme: {horizon: 7, block: 1},
    candidates: [candidate("lstm", "LSTM"), candidate("ridge", "Ridge")],
    decisions: [],
    ...more
  } as StudyMethod;
}

const ids = (rows: readonly {runId: string}[]) => rows.map(({runId}) => runId);

test("a row takes the score of its study's rule, and leaves out runs of unknown studies", () => {
  const rows = rowsOf(
    [run("lstm", {metrics: {mape: 2}}), run("ridge", {alias: "challenger"}), run("x", {study: "other"})],
    [study()]
  );
  expect(rows).toHaveLength(2);
  expect(rows.find(({candidate}) => candidate === "lstm")).toMatchObject({score: null, mape: 2, unit: "MW"});
  expect(rows.find(({candidate}) => candidate === "ridge")).toMatchObject({
    score: 10,
    scoreName: "mae",
    alias: "challenger",
    candidateLabel: "Ridge"
  });
});

test("a seed that the study no longer lists is called by its original", () => {
  const seed = run("lstm-seed-2", {tags: {seedOf: "lstm"}, params: {seed: 7}});
  expect(rowsOf([seed, run("gone")], [study()]).map(({candidateLabel}) => candidateLabel)).toEqual([
    "gone",
    "LSTM, seed 7"
  ]);
});

test("rows sort by each column both ways, what is missing last, ties newest first", () => {
  const rows = rowsOf(
    [
      run("lstm", {runId: "a", cpuSeconds: 3, startedAt: "2024-03-01T00:00:00.000Z"}),
      run("ridge", {runId: "b", cpuSeconds: null, startedAt: "2024-03-02T00:00:00.000Z"}),
      run("ridge", {runId: "c", cpuSeconds: 20, startedAt: "2024-03-03T00:00:00.000Z"})
    ],
    [study()]
  );
  const by = (key: SortKey, descending: boolean) => ids(sortRows(rows, {by: key, descending}));
  expect(by("cpu", false)).toEqual(["a", "c", "b"]);
  expect(by("cpu", true)).toEqual(["c", "a", "b"]);
  expect(by("started", false)).toEqual(["a", "b", "c"]);
  expect(by("candidate", false)).toEqual(["a", "c", "b"]);
  expect(by("candidate", true)).toEqual(["c", "b", "a"]);
  expect(ids(rows)).toEqual(["c", "b", "a"]);
});

test("rows sort and filter by state: the alias, unless the run failed", () => {
  const rows = rowsOf(
    [
      run("lstm", {runId: "a", alias: "champion"}),
      run("ridge", {runId: "b", status: "failed", alias: "previous"}),
      run("ridge", {runId: "c"})
    ],
    [study()]
  );
  expect(ids(sortRows(rows, {by: "status", descending: false}))).toEqual(["a", "b", "c"]);
  expect(ids(filterRows(rows, {...ALL_RUNS, status: "failed"}))).toEqual(["b"]);
  expect(ids(filterRows(rows, {...ALL_RUNS, status: "finished"}))).toEqual(["a", "c"]);
  expect(ids(filterRows(rows, {...ALL_RUNS, status: "champion"}))).toEqual(["a"]);
});

test("each word of the text must be found, in names, tags, seed or parameters", () => {
  const rows = rowsOf(
    [
      run("lstm", {runId: "a", params: {epochs: 40}}),
      run("lstm", {runId: "b", params: {epochs: 30}}),
      run("ridge", {runId: "c"})
    ],
    [study()]
  );
  expect(ids(filterRows(rows, {...ALL_RUNS, find: "EPOCHS=40 lstm"}))).toEqual(["a"]);
  expect(ids(filterRows(rows, {...ALL_RUNS, find: "seed=1 ridge"}))).toEqual(["c"]);
  expect(filterRows(rows, {...ALL_RUNS, find: "epochs=40 ridge"})).toEqual([]);
  expect(ids(filterRows(rows, {...ALL_RUNS, candidate: "ridge", study: "tiny"}))).toEqual(["c"]);
  expect(filterRows(rows, {...ALL_RUNS, study: "other"})).toEqual([]);
});

test("only parameters that differ are told, with one that a run lacks, and the equal ones counted", () => {
  const runs = [
    run("lstm", {params: {epochs: 40, units: 50, rate: 0.1, kind: "1"}}),
    run("lstm", {params: {epochs: 30, units: 50, kind: 1}})
  ];
  expect(differingParameters(runs)).toEqual({
    differing: [
      {name: "epochs", values: [40, 30]},
      {name: "kind", values: ["1", 1]},
      {name: "rate", values: [0.1, undefined]}
    ],
    equal: 1
  });
  expect(differingParameters([run("a", {params: {constructor: 1}}), run("b")]).differing).toEqual([
    {name: "constructor", values: [1, undefined]}
  ]);
});

test("seed, data and code are told where they differ", () => {
  const {lineage} = run("x");
  const runs = [run("a"), run("b", {lineage: {...lineage, seed: 2, codeHash: "0123456789abcdef"}})];
  expect(differingLineage(runs)).toEqual([
    {name: "seed", values: [1, 2]},
    {name: "code", values: ["code-1", "0123456789ab"]}
  ]);
});

test("the best of a metric is marked on equal data alone, and only where better has a meaning", () => {
  const runs = [
    run("a", {metrics: {mae: 5, bias: 1, loss: 0.1}}),
    run("b", {metrics: {mae: 4, bias: 2, loss: 0.2}})
  ];
  const best = (compared: readonly Run[]) =>
    Object.fromEntries(finalMetrics(compared).map((line) => [line.name, line.best]));
  expect(best(runs)).toEqual({mae: [false, true], bias: [false, false], loss: [false, false]});
  const other = run("c", {metrics: {mae: 1}, lineage: {...runs[0]!.lineage, dataHash: "data-2"}});
  expect(sameRows([...runs, other])).toBe(false);
  expect(best([...runs, other]).mae).toEqual([false, false, false]);
  expect(best([runs[0]!, runs[0]!]).mae).toEqual([false, false]);
  expect(
    finalMetrics([run("a", {metrics: {accuracy: 0.8}}), run("b", {metrics: {accuracy: 0.9}})])[0]
  ).toEqual({
    name: "accuracy",
    values: [0.8, 0.9],
    best: [false, true]
  });
});

test("curves of one kind share an axis, in order of steps, losses first", () => {
  const history = {
    val_loss: [
      {step: 2, value: 0.3},
      {step: 1, value: 0.5},
      {step: 3, value: Number.NaN}
    ],
    loss: [{step: 1, value: 0.4}],
    accuracy: [{step: 1, value: 0.9}],
    empty: []
  };
  const families = curveFamilies([run("a", {history}), run("b", {history: {loss: [{step: 1, value: 1}]}})]);
  expect(families.map(({name, metrics}) => [name, metrics])).toEqual([
    ["loss", ["loss", "val_loss"]],
    ["accuracy", ["accuracy"]]
  ]);
  expect(families[0]!.curves.map(({runId, metric}) => `${runId} ${metric}`)).toEqual([
    "a-1 loss",
    "a-1 val_loss",
    "b-1 loss"
  ]);
  expect(families[0]!.curves[1]!.points).toEqual([
    {step: 1, value: 0.5},
    {step: 2, value: 0.3}
  ]);
});

test("best is the lowest of a loss and the highest of an accuracy, the first of equal ones", () => {
  const points = [3, 1, 1, 2].map((value, i) => ({step: i + 1, value}));
  expect(extremes({metric: "val_loss", points})).toEqual({
    best: {step: 2, value: 1},
    last: {step: 4, value: 2},
    min: {step: 2, value: 1},
    max: {step: 1, value: 3}
  });
  expect(extremes({metric: "accuracy", points}).best).toEqual({step: 1, value: 3});
  expect(extremes({metric: "rate", points}).best).toBeNull();
  expect(() => extremes({metric: "loss", points: []})).toThrow("loss has no points");
});

test("the axis is logarithmic where a line would hide what is small", () => {
  const curve = (...values: number[]) => [
    {runId: "a", metric: "loss", points: values.map((value, step) => ({step, value}))}
  ];
  expect(needsLog(curve(1, 0.04))).toBe(true);
  expect(needsLog(curve(1, 0.06))).toBe(false);
  expect(needsLog(curve(1, 0))).toBe(false);
  expect(logTicks(0.004, 0.3)).toEqual([0.005, 0.01, 0.02, 0.05, 0.1, 0.2]);
  expect(logTicks(0.0001, 100)).toEqual([0.0001, 0.001, 0.01, 0.1, 1, 10, 100]);
});

test("labels keep apart, in the order of their places, within the range", () => {
  const options = {gap: 10, from: 0, to: 100};
  expect(spreadApart([50, 20], options)).toEqual([50, 20]);
  expect(spreadApart([50, 52, 51], options)).toEqual([50, 70, 60]);
  expect(spreadApart([99, 98], options)).toEqual([100, 90]);
});

const seeds = [
  run("lstm", {runId: "s1", metrics: {mae: 10, mape: 2}}),
  run("lstm-seed-3", {
    runId: "s3",
    metrics: {mae: 14},
    tags: {seedOf: "lstm"},
    params: {seed: 3}
  }),
  run("lstm-seed-2", {
    runId: "s2",
    metrics: {mae: 12, mape: 3},
    tags: {seedOf: "lstm"},
    params: {seed: 2}
  })
];

test("seeds stand with their original, of the same data, code and parameters, the newest of each candidate", () => {
  const older = run("lstm", {runId: "old", startedAt: "2024-02-01T00:00:00.000Z"});
  const failed = run("lstm-seed-4", {runId: "f", status: "failed", tags: {seedOf: "lstm"}});
  const elsewhere = run("lstm-seed-2", {
    runId: "e",
    tags: {seedOf: "lstm"},
    lineage: {...run("x").lineage, dataHash: "data-2"}
  });
  const longer = run("lstm-seed-5", {runId: "l", tags: {seedOf: "lstm"}, params: {seed: 5, epochs: 99}});
  const groups = seedGroups([older, ...seeds, failed, elsewhere, longer, run("ridge")]);
  expect(groups).toHaveLength(1);
  expect(groups[0]!.candidate).toBe("lstm");
  expect(ids(groups[0]!.runs)).toEqual(["s1", "s2", "s3"]);
});

test("the deviation over seeds is that of a sample, of metrics that every seed has", () => {
  expect(spread([10, 12, 14])).toEqual({n: 3, mean: 12, deviation: 2, min: 10, max: 14});
  expect(spread([1])).toBeNull();
  expect(
    seedSpreads({runs: seeds}).map(({metric, spread: {mean, deviation}}) => [metric, mean, deviation])
  ).toEqual([["mae", 12, 2]]);
});

const known = {
  runs: new Set(["r1", "r2", "r3", ...Array.from({length: 9}, (_, i) => `m${i}`)]),
  studies: ["tiny"],
  candidates: ["lstm"],
  statuses: ["champion", "failed"]
};
const opening = openingView(["r1", "r2"]);

test("a view is written into the address and read again", () => {
  expect(writeView(opening, opening)).toBe("");
  const view = {
    ...opening,
    chosen: ["r3", "r1"],
    study: "tiny",
    find: "epochs=40 & <b>",
    by: "mape" as const,
    descending: false
  };
  const query = writeView(view, opening);
  expect(query).toMatch(/^runs=r3\.r1&study=tiny&find=.*&sort=mape$/);
  expect(readView(`?${query}`, known, opening)).toEqual({view, problems: []});
  const none = {...opening, chosen: []};
  expect(readView(writeView(none, opening), known, opening).view).toEqual(none);
});

test("what an address gets wrong is named, cut short, and left as in the opening", () => {
  const hostile = new URLSearchParams({
    runs: `r1.r1.<script>alert(1)</script>.__proto__.${"x".repeat(5000)}.y`,
    sort: "constructor",
    study: "__proto__",
    candidate: "<img src=x onerror=alert(1)>",
    status: "gone",
    find: "x".repeat(101),
    utm_source: "mail"
  });
  const {view, problems} = readView(hostile.toString(), known, opening);
  expect(view).toEqual({...opening, chosen: ["r1"]});
  expect(problems).toHaveLength(6);
  expect(problems[0]).toBe(
    `runs: not in this edition: “<script>alert(1)</script>”, “__proto__”, “${"x".repeat(40)}…” and one other`
  );
  expect(problems.every((problem) => problem.length < 250)).toBe(true);
  expect(readView("sort=--mae&sort=-", known, opening).problems).toHaveLength(2);
  expect(readView("%E0%A4%A&&=&runs", known, opening).view).toEqual({...opening, chosen: []});
});

test("more runs than can be told apart are cut off, and said", () => {
  const {view, problems} = readView(
    `runs=${Array.from({length: 9}, (_, i) => `m${i}`).join(".")}`,
    known,
    opening
  );
  expect(view.chosen).toHaveLength(MOST);
  expect(problems).toEqual([`runs: at most ${MOST} are compared, got 9`]);
});

test("presets: champion and challenger of a study, and the seeds of a candidate", () => {
  const runs = [...seeds, run("ridge", {runId: "c", alias: "challenger"})];
  runs[0] = {...runs[0]!, alias: "champion"};
  expect(presetsOf(rowsOf(runs, [study()]), [study()], seedGroups(runs))).toEqual([
    {label: "Champion and challenger, Tiny", chosen: ["s1", "c"]},
    {label: "Seeds of LSTM, Tiny", chosen: ["s1", "s2", "s3"]}
  ]);
});

test("reigns follow the decisions in the order of their numbers; a kept champion reigns on", () => {
  const decisions = [
    decision(4, "lstm"),
    decision(3, "lstm", {replaced: true, origin: "2024-03-02T00:00:00.000Z"}),
    decision(2, "ridge"),
    decision(1, "ridge")
  ];
  const until = Date.UTC(2024, 2, 9);
  expect(reigns(decisions, until)).toEqual([
    {champion: "ridge", from: Date.UTC(2024, 2, 1), to: Date.UTC(2024, 2, 2)},
    {champion: "lstm", from: Date.UTC(2024, 2, 2), to: until}
  ]);
  expect(previousChampion(decisions, until)).toEqual({champion: "ridge", until: Date.UTC(2024, 2, 2)});
  expect(lastPromotion(decisions)?.number).toBe(3);
  expect(lastPromotion([decision(2, "ridge"), decision(1, "ridge")])?.number).toBe(1);
  expect(lastPromotion([decision(7, "ridge")])).toBeNull();
  expect(previousChampion([decision(1, "ridge")], until)).toBeNull();
  expect(reigns([decision(1, "ridge")], 0)).toEqual([
    {champion: "ridge", from: Date.UTC(2024, 2, 1), to: Date.UTC(2024, 2, 1)}
  ]);
});

test("the finding counts the trainings, names the champions and the last promotion", () => {
  const first = study({decisions: [decision(1, "lstm")]});
  expect(plain(runsFinding([run("lstm")], [first]))).toBe(
    "1 training to compare; the champion is LSTM; none has been replaced since the first was named on 1 Mar 2024"
  );
  const second = study({
    study: "other",
    title: "Other: load",
    champion: "ridge",
    decisions: [
      decision(3, "ridge", {replaced: true, origin: "2024-02-01T23:30:00.000Z"}),
      decision(1, "lstm")
    ]
  });
  expect(plain(runsFinding(Array(412).fill(run("lstm")), [first, second]))).toBe(
    "412 trainings to compare; the champions are LSTM (Tiny) and Ridge (Other); the last promotion was on 2 Feb 2024"
  );
  expect(runsFinding([], [])).toContain("no promotion is on record");
  const twin = study({study: "twin", title: "Twin: load", decisions: [decision(1, "lstm")]});
  expect(plain(runsFinding([run("lstm")], [first, twin]))).toBe(
    "1 training to compare; LSTM is the champion of both studies; none has been replaced since the first was named on 1 Mar 2024"
  );
});

test("a reason names candidates as the page does, whole names only", () => {
  const candidates = [
    {name: "lstm", label: "LSTM"},
    {name: "lstm-seeds", label: "LSTM, mean of three seeds"}
  ];
  expect(inLabels("lstm-seeds replaces lstm: lstms are not lstm-like.", candidates)).toBe(
    "LSTM, mean of three seeds replaces LSTM: lstms are not lstm-like."
  );
});

test("a mean over seeds and its deviation end on the same digit, in the unit of the metric", () => {
  expect(plain(spreadText("mae", 52.8123, 2.4961, "MW"))).toBe("52.8 ± 2.5 MW");
  expect(plain(spreadText("coverage80", 0.81265, 0.0123, "MW"))).toBe("81.3 ± 1.2 %");
  expect(plain(spreadText("mape", 2.6, 0, "MW"))).toBe("2.600 ± 0 %");
  expect(plain(deviationText("mae", 140, "MW"))).toBe("140 MW");
});

test("energy counts a training and all that it combines once, and says what was not measured", () => {
  const tags = (combines: string) => ({kind: "model", combines});
  const top = run("all", {tags: tags("mean, ridge, lost"), cpuSeconds: 2});
  const runs = [
    top,
    run("mean", {tags: tags("ridge, all"), cpuSeconds: 1}),
    run("ridge", {runId: "new", cpuSeconds: 297}),
    run("ridge", {cpuSeconds: 999, startedAt: "2024-01-01T00:00:00.000Z"}),
    run("ridge", {cpuSeconds: 999, lineage: {...top.lineage, dataHash: "data-2"}})
  ];
  const energy = energyOf(top, runs);
  expect(energy).toEqual({
    cpuSeconds: 300,
    wattHours: (300 * WATTS_PER_CORE) / 3600,
    runs: 3,
    unknown: ["lost"]
  });
  expect(plain(energyText(energy))).toBe(
    "About 1.00 Wh: 300 CPU seconds of 3 trainings at an assumed 12 W for a busy core; not measured: lost."
  );
  expect(energyText(energyOf(run("a", {cpuSeconds: null}), []))).toBeNull();
});

test("errors by lead are shown for the run that the backtest scored, and no other", () => {
  const scores = {n: 7, mae: 10, rmse: 12, mape: 1, bias: 0};
  const backtest = {
    study: "tiny",
    candidates: [
      {
        name: "lstm",
        metrics: scores,
        byLead: [
          {lead: 1, mape: 1, mapeStandardError: 0.1},
          {lead: 2, mape: null}
        ]
      }
    ]
  } as unknown as BacktestReport;
  const scored = run("lstm", {metrics: {...scores, epochs: 3}});
  expect(leadsOf(scored, backtest)?.points).toEqual([{lead: 1, mape: 1, half: 0.196}]);
  expect(leadsOf({...scored, metrics: {...scores, mae: 10.1}}, backtest)).toBeNull();
  expect(leadsOf({...scored, candidate: "ridge"}, backtest)).toBeNull();
  expect(leadsOf({...scored, study: "other"}, backtest)).toBeNull();
});

test("metrics are written with their unit and four digits, known ones first", () => {
  expect(plain(metricText("mae", 683.729, "MW"))).toBe("683.7 MW");
  expect(plain(metricText("bias", 46.6138, "MW"))).toBe("+46.61 MW");
  expect(plain(metricText("coverage80", 0.81265, "MW"))).toBe("81.27 %");
  expect(plain(metricText("mape", 1.42975, "MW"))).toBe("1.43 %");
  expect(metricText("loss", 0.00564066, "MW")).toBe("0.005641");
  expect(metricText("mae", undefined, "MW")).toBe("–");
  expect(significant(12_345.6)).toBe("12,346");
  expect(significant(0)).toBe("0");
  expect(metricOrder(["zeta", "mape", "alpha", "mae", "mape"])).toEqual(["mae", "mape", "alpha", "zeta"]);
  expect([better("val_loss"), better("f1"), better("bias"), better("epochs")]).toEqual([-1, 1, 0, 0]);
});

test("scores of probabilities have no unit, a direction each, and their names beside other studies'", () => {
  const text = (name: string, value: number) => plain(metricText(name, value, "probability"));
  expect(text("f1", 0.70612)).toBe("0.706");
  expect(text("brier", 0.092491)).toBe("0.0925");
  expect(text("mae", 0.1834)).toBe("0.1834");
  expect(text("rate", 0.2231)).toBe("22.31 %");
  expect(text("alarms", 2041)).toBe("2,041");
  expect(spreadText("mae", 0.18341, 0.0012, "probability")).toBe("0.1834 ± 0.0012");
  expect(["f1", "auc", "averagePrecision", "resolution"].map(better)).toEqual([1, 1, 1, 1]);
  expect(["brier", "logLoss", "reliability"].map(better)).toEqual([-1, -1, -1]);
  expect(["threshold", "rate", "hits", "uncertainty"].map(better)).toEqual([0, 0, 0, 0]);
  for (const name of ["f1", "auc", "brier", "logLoss", "mae", "precision", "resolution"] as const)
    expect(better(name) > 0).toBe(moreIsBetter(name));
  expect(metricTitle("f1", "probability")).toBe("F1");
  expect(metricTitle("mae", "probability")).toBe("MAE");
  expect(plain(metricTitle("mape", "MW"))).toBe("MAPE, %");
  expect(scoreText("f1", 0.70612, "probability")).toBe("F1 0.706");
  expect(plain(scoreText("mae", 683.7, "MW"))).toBe("683.7 MW");
  expect(scoreText("f1", null, "probability")).toBe("–");
});

test("the best of F1 is the highest, of Brier score and log loss of the backtest the lowest; the training's own loss is not marked", () => {
  const lines = finalMetrics([
    run("forest", {metrics: {f1: 0.67, brier: 0.1, logLoss: 0.32, mae: 0.2, val_loss: 0.3}}),
    run("mean", {metrics: {f1: 0.71, brier: 0.09, logLoss: 0.29, mae: 0.19, val_loss: 0.2}})
  ]);
  expect(lines.map(({name, best}) => [name, best.indexOf(true)])).toEqual([
    ["f1", 1],
    ["brier", 1],
    ["logLoss", 1],
    ["mae", -1],
    ["val_loss", -1]
  ]);
});

test("a row of a study with one lead says so, and has Brier score and AUC instead of percentage errors", () => {
  const scheme = {horizon: 1, block: 1} as StudyMethod["scheme"];
  const rule = {metric: "f1", leads: [1], words: ""};
  const metrics = {f1: 0.7, brier: 0.09, auc: 0.91, mase: 0.8};
  const [row] = rowsOf([run("lstm", {metrics})], [study({scheme, rule, unit: "probability"})]);
  expect(row).toMatchObject({
    score: 0.7,
    scoreName: "f1",
    brier: 0.09,
    auc: 0.91,
    mape: null,
    mase: null,
    leads: 1
  });
  expect(rowsOf([run("lstm")], [study()])[0]).toMatchObject({leads: 7, brier: null});
  const rows = rowsOf([run("lstm", {runId: "a", metrics}), run("ridge", {runId: "b"})], [study()]);
  expect(ids(sortRows(rows, {by: "auc", descending: true}))).toEqual(["a", "b"]);
  expect(ids(sortRows(rows, {by: "brier", descending: false}))).toEqual(["a", "b"]);
});

test("a decision names its own test, and F1 instead of what it lacks to 1", () => {
  const version = {candidate: "ridge", version: "1", runId: "r"};
  const evidence = {
    ...{holder: {...version, candidate: "lstm"}, asker: version, metric: "1 − f1", origins: 500},
    ...{from: "2016-01-01T00:00:00Z", to: "2017-06-25T00:00:00Z", loss: {holder: 0.2981, asker: 0.2913}},
    ...{
      gain: 0.0228,
      blocks: [],
      guards: [],
      test: "paired block bootstrap",
      statistic: -2.14,
      p: 0.034,
      replace: true
    }
  };
  const label = (name: string) => name.toUpperCase();
  const tested = decision(2, "ridge", {dm: -2.14, p: 0.034, evidence});
  expect(plain(decisionTest(tested))).toBe("Paired block bootstrap −2.1, p = 0.034");
  expect(lossChange(tested, label)).toBe("RIDGE: F1 0.709 against 0.702");
  expect(lossHeading([decision(1, "lstm"), tested])).toBe("F1");
  const other = decision(3, "lstm", {
    dm: 1,
    p: 0.3,
    evidence: {...evidence, metric: "mae", test: "Diebold–Mariano"}
  });
  expect(plain(decisionTest(other))).toBe("DM 1.0, p = 0.300");
  expect(plain(lossChange(other, label))).toBe("RIDGE: 2.3 % lower");
  expect(lossHeading([tested, other])).toBe("Loss");
  expect(plain(decisionTest(decision(1, "lstm", {dm: 1, p: 0.3})))).toBe("DM 1.0, p = 0.300");
  expect([decisionTest(decision(1, "lstm")), lossChange(decision(1, "lstm"), label)]).toEqual(["–", "–"]);
});

test("the CSV has a line for each run, quotes what needs it, and leaves open what is missing", () => {
  const runs = [
    run("lstm", {metrics: {mae: 1.5}, params: {units: '64, "32"'}, cpuSeconds: null, alias: "champion"}),
    run("ridge", {metrics: {mape: 2, mae: 3}, startedAt: "2024-02-01T00:00:00.000Z"})
  ];
  const lines = runsCsv(rowsOf(runs, [study()])).split("\n");
  expect(lines[0]).toBe(
    "run_id,study,candidate,status,alias,started_at,seconds,cpu_seconds,peak_memory_mb,seed,commit,data_hash,code_hash,metric.mae,metric.mape,param.units"
  );
  expect(lines[1]).toBe(
    'lstm-1,tiny,lstm,finished,champion,2024-03-01T06:00:00.000Z,10,,100,1,c0ffee,data-1,code-1,1.5,,"64, ""32"""'
  );
  expect(lines[2]).toMatch(/^ridge-1,tiny,ridge,finished,,.*,3,2,$/);
  expect(lines).toHaveLength(4);
});

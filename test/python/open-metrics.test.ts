import {spawnSync} from "node:child_process";
import {mkdtemp, readFile, rm} from "node:fs/promises";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {fileURLToPath} from "node:url";
import {afterAll, beforeAll, describe, expect, it} from "vitest";
import {editionFiles} from "../../models/publish/edition.js";
import {publishStudy} from "../../models/publish/study.js";
import {type MetricFamily, parseOpenMetrics} from "../publish/open-metrics.js";
import {publication} from "../publish/publication.js";

const python = process.env.ALMANAC_MLFLOW_PYTHON;
if (!python)
  console.info(
    "skipped: Prometheus' own parser, for ALMANAC_MLFLOW_PYTHON names no Python that has it; npm run test:mlflow makes one"
  );

const script = fileURLToPath(new URL("./parse_open_metrics.py", import.meta.url));

describe.skipIf(!python)("Prometheus' own parser of OpenMetrics", () => {
  let folder: string;
  let text: string;
  const parse = (input: string) => spawnSync(python!, [script], {input, encoding: "utf8"});

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "almanac-open-metrics-"));
    await publishStudy(publication(), folder);
    const read = async (name: string) =>
      JSON.parse(await readFile(join(folder, "api/made-up", name), "utf8"));
    const study = {
      ...{report: await read("study.json"), forecast: await read("forecast.json")},
      ...{backtest: await read("backtest.json"), drift: await read("drift.json")}
    };
    const cost = {startedAt: "2024-04-30T06:20:00.000Z", seconds: 1.25, cpuSeconds: 1, peakMemoryMB: 200};
    const tasks = [{task: 'made-up/"judge"\\\n', ...cost, rows: 480, bytes: 1234, bytesRead: 99}];
    const input = {edition: "2024-04-30T06:30:00.000Z", studies: [study], tasks};
    text = editionFiles(input)["api/metrics.txt"]!;
  });
  afterAll(() => rm(folder, {recursive: true}));

  it("reads metrics.txt, and finds what this project's own strict reader finds", () => {
    const {stdout, stderr, status} = parse(text);
    expect(status, stderr).toBe(0);
    const families: MetricFamily[] = JSON.parse(stdout);
    expect(families).toEqual(parseOpenMetrics(text));
    expect(families.length).toBeGreaterThan(15);
  });

  it("would refuse a text that is none", () => {
    expect(parse(text.replace("# EOF\n", "")).status).not.toBe(0);
    expect(parse(text.replace("_seconds seconds", "_seconds bytes")).status).not.toBe(0);
  });
});

/** One sample of a text in OpenMetrics. */
export interface MetricSample {
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

/** One family of a text in OpenMetrics. */
export interface MetricFamily {
  readonly name: string;
  readonly type: string;
  readonly unit: string;
  readonly help: string;
  readonly samples: readonly MetricSample[];
}

const types = "counter|gauge|histogram|gaugehistogram|stateset|info|summary|unknown";
const metricName = "[a-zA-Z_:][a-zA-Z0-9_:]*";
const labelName = /^[a-zA-Z_][a-zA-Z0-9_]*/;
const number = /^[+-]?(?:\d+(?:\.\d*)?(?:[eE][+-]?\d+)?|\.\d+(?:[eE][+-]?\d+)?|inf(?:inity)?|nan)$/i;

/**
 * Reads a text of gauges strictly by the grammar and the rules of the specification: lines end with \n, the text with "# EOF"; a
 * family's lines stand together, its metadata first and each once, a unit ends its name; names, labels and escapes are well-formed; no two
 * samples have the same labels. Source: https://github.com/prometheus/OpenMetrics/blob/main/specification/OpenMetrics.md
 * @throws with the number of the line that is wrong.
 */
export function parseOpenMetrics(text: string): MetricFamily[] {
  if (!text.endsWith("# EOF\n")) throw new Error('a text of OpenMetrics ends with "# EOF" and a line feed');
  if (text.includes("\r")) throw new Error("a line of OpenMetrics ends with a line feed alone");
  const families = new Map<string, {-readonly [K in keyof MetricFamily]: MetricFamily[K]}>();
  let last = "";
  for (const [i, line] of text.slice(0, -"# EOF\n".length).split("\n").slice(0, -1).entries()) {
    const fail = (why: string): never => {
      throw new Error(`line ${i + 1} "${line}": ${why}`);
    };
    const open = (name: string) => {
      if (name === last) return families.get(name)!;
      if (families.has(name)) fail("the lines of a family stand together");
      last = name;
      const family = {name, type: "", unit: "", help: "", samples: []};
      families.set(name, family);
      return family;
    };
    const metadata = new RegExp(`^# (TYPE|UNIT|HELP) (${metricName}) (.*)$`).exec(line);
    if (metadata) {
      const [, kind, name, value] = metadata as unknown as [string, string, string, string];
      const family = open(name);
      if (family.samples.length > 0) fail("metadata stands before the samples");
      const key = kind.toLowerCase() as "type" | "unit" | "help";
      if (family[key] !== "") fail(`a second ${kind}`);
      if (kind === "TYPE" && !new RegExp(`^(?:${types})$`).test(value)) fail("an unknown type");
      if (kind === "UNIT" && !name.endsWith(`_${value}`)) fail("the name does not end with its unit");
      if (kind === "HELP" && /\\(?![\\n"])/.test(value)) fail("an escape that is none");
      family[key] = value;
      continue;
    }
    if (line.startsWith("#")) fail("a comment that is no metadata");
    const name = new RegExp(`^${metricName}`).exec(line)?.[0] ?? fail("no name");
    const family = open(name!);
    if (family.type !== "gauge") fail(`expected a gauge with its type before it, got "${family.type}"`);
    const {labels, rest} = readLabels(line.slice(name!.length), fail);
    const value = /^ (\S+)$/.exec(rest)?.[1] ?? fail("expected one blank and a number");
    if (!number.test(value!)) fail("no number");
    const key = JSON.stringify(Object.entries(labels).sort());
    if (family.samples.some((known) => JSON.stringify(Object.entries(known.labels).sort()) === key))
      fail("a second sample with these labels");
    family.samples = [...family.samples, {labels, value: Number(value)}];
  }
  return [...families.values()];
}

function readLabels(
  text: string,
  fail: (why: string) => never
): {labels: Record<string, string>; rest: string} {
  const labels: Record<string, string> = {};
  if (!text.startsWith("{")) return {labels, rest: text};
  let rest = text.slice(1);
  while (!rest.startsWith("}")) {
    const name = labelName.exec(rest)?.[0] ?? fail("no name of a label");
    if (name in labels) fail(`a second label ${name}`);
    const value = /^="((?:[^"\\\n]|\\[\\"n])*)"/.exec(rest.slice(name.length)) ?? fail(`no value of ${name}`);
    labels[name] = value[1]!.replace(/\\(.)/g, (_, each: string) => (each === "n" ? "\n" : each));
    rest = rest.slice(name.length + value[0].length);
    if (rest.startsWith(",")) {
      rest = rest.slice(1);
      if (rest.startsWith("}")) fail("a comma before the end");
    } else if (!rest.startsWith("}")) fail("expected a comma or the end of the labels");
  }
  return {labels, rest: rest.slice(1)};
}

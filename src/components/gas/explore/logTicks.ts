/** Ticks of a logarithmic axis, 1, 2 and 5 of each power of ten, within its values and one step around. */
export function logTicks(values: readonly number[]): number[] {
  const steps = [1, 2, 5];
  const all = Array.from({length: 30}, (_, i) => steps[i % 3] * 10 ** (Math.floor(i / 3) - 3));
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const from = all.findLastIndex((tick) => tick <= low);
  const to = all.findIndex((tick) => tick >= high);
  return all.slice(Math.max(0, from), to < 0 ? undefined : to + 1);
}

/** The options of a logarithmic axis that ends at its ticks, and of the marks that draw them. */
export function logAxis(values: readonly number[]) {
  const ticks = logTicks(values);
  return {
    ticks,
    scale: {type: "log" as const, domain: [ticks[0], ticks[ticks.length - 1]]},
    tickFormat: (value: number) => String(Number(value.toPrecision(3)))
  };
}

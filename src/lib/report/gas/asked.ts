/** What a reader asks of the scenarios: whether the mean price of the first days is above a threshold, p/kWh; null is the last price. */
export interface Asked {
  readonly mean: number;
  readonly above: number | null;
}

/** Names of the address that hold what is asked. */
export const askedNames: readonly string[] = ["above", "mean"];

const opening = (leads: number) => Math.min(10, leads);

/** What a link asks. What it says wrongly is as it is without it. */
export function readAsked(search: string, leads: number): Asked {
  const query = new URLSearchParams(search);
  const [mean, above] = askedNames.map((name) => Number(query.get(name) ?? Number.NaN)).reverse();
  return {
    mean: Number.isInteger(mean) && mean >= 1 && mean <= leads ? mean : opening(leads),
    above: Number.isFinite(above) && above > 0 ? above : null
  };
}

/** The query of a link to what is asked, without what the page opens with. */
export function writeAsked({mean, above}: Asked, leads: number): string {
  const query = new URLSearchParams();
  if (above !== null) query.set("above", String(Number(above.toPrecision(6))));
  if (mean !== opening(leads)) query.set("mean", String(mean));
  return query.toString();
}

import {type PriceUnit, priceUnits} from "./units.js";

/** What a reader has set on the page: gas days that are shown, and the unit of prices. */
export interface GasView {
  readonly periods: number;
  readonly unit: PriceUnit;
}

/** The view of a link. What it says wrongly is as it is without it. */
export function readGasView(search: string, most: number): GasView {
  const query = new URLSearchParams(search);
  const periods = Number(query.get("periods") ?? most);
  const unit = priceUnits.find((one) => one === query.get("unit"));
  return {
    periods: Number.isInteger(periods) && periods >= 1 && periods <= most ? periods : most,
    unit: unit ?? "p/therm"
  };
}

/** The query of a link to a view, "" where it is the one that the page opens with. */
export function writeGasView({periods, unit}: GasView, most: number): string {
  const query = new URLSearchParams();
  if (periods !== most) query.set("periods", String(periods));
  if (unit !== "p/therm") query.set("unit", unit);
  const text = query.toString();
  return text ? `?${text}` : "";
}

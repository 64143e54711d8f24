import {addDays} from "../../../time/zone.js";

/** A season of Australia, which begins with a month. */
export interface Season {
  readonly name: "summer" | "autumn" | "winter" | "spring";
  /** With its year, a summer with both: "summer 2024–25", "winter 2024". */
  readonly label: string;
  readonly from: string;
  /** Its last day. */
  readonly to: string;
}

const NAMES = ["summer", "autumn", "winter", "spring"] as const;

/** The season of a day as the Bureau of Meteorology counts them: summer is December to February. */
export function seasonOf(day: string): Season {
  const month = Number(day.slice(5, 7));
  const place = Math.floor((month % 12) / 3);
  return seasonFrom(place, Number(day.slice(0, 4)) - (month < 3 ? 1 : 0));
}

/** The same season some years earlier. */
export function seasonBefore({name, from}: Season, years: number): Season {
  return seasonFrom(NAMES.indexOf(name), Number(from.slice(0, 4)) - years);
}

function seasonFrom(place: number, year: number): Season {
  const name = NAMES[place];
  const start = place === 0 ? 12 : place * 3;
  const end = place === 3 ? 12 : place * 3 + 3;
  const pad = (month: number) => String(month).padStart(2, "0");
  const years = place === 0 ? `${year}–${String(year + 1).slice(2)}` : `${year}`;
  return {
    name,
    label: `${name} ${years}`,
    from: `${year}-${pad(start)}-01`,
    to: addDays(`${place === 0 ? year + 1 : year}-${pad(end)}-01`, -1)
  };
}

import {daysBetween} from "../time/zone.js";

/**
 * Two waves of the year, fitted by least squares to the daily Central England temperature of 1991–2020 (HadCET, Met Office Hadley Centre): constant, then
 * cosine and sine of one and of two turns in 365.25 days from 2018-01-01 on.
 */
const waves = [10.271, -5.81, -2.291, 0.052, 0.635] as const;

/** The normal temperature of 1991–2020 on a day, °C. Throws where the text is not a day. */
export function normalTemperature(day: string): number {
  const angle = (2 * Math.PI * daysBetween("2018-01-01", day)) / 365.25;
  const [mean, c1, s1, c2, s2] = waves;
  return (
    mean + c1 * Math.cos(angle) + s1 * Math.sin(angle) + c2 * Math.cos(2 * angle) + s2 * Math.sin(2 * angle)
  );
}

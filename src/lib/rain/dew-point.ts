/**
 * The temperature, °C, at which air of a temperature, °C, and a relative humidity, %, is saturated; humidity below 1 % counts as 1 %. NaN
 * where either is missing.
 * Source: Magnus' formula with the constants of Sonntag (1990), Zeitschrift für Meteorologie 70.
 */
export function dewPoint(temperature: number, humidity: number): number {
  const gamma = Math.log(Math.max(humidity, 1) / 100) + (17.62 * temperature) / (243.12 + temperature);
  return (243.12 * gamma) / (17.62 - gamma);
}

/** Short names of the eight series in running text and in tables, and what a shock of each is called. */
const words: Readonly<
  Record<string, {readonly name: string; readonly choice: string; readonly subject: string}>
> = {
  temperature: {name: "temperature", choice: "A day 1 °C colder", subject: "A day 1 °C colder than expected"},
  brent: {name: "Brent", choice: "Brent 10 % dearer", subject: "Brent 10 % dearer than expected"},
  henry_hub: {
    name: "Henry Hub",
    choice: "Henry Hub 10 % dearer",
    subject: "Henry Hub 10 % dearer than expected"
  },
  demand: {name: "demand", choice: "Demand 10 % higher", subject: "Demand 10 % higher than expected"},
  power: {name: "power", choice: "Power 10 % dearer", subject: "Power 10 % dearer than expected"},
  sap: {
    name: "the price",
    choice: "The price of gas itself 10 % higher",
    subject: "A price 10 % higher than expected"
  },
  smp_buy: {
    name: "system buy price",
    choice: "System buy price 10 % higher",
    subject: "A system buy price 10 % higher than expected"
  },
  smp_sell: {
    name: "system sell price",
    choice: "System sell price 10 % higher",
    subject: "A system sell price 10 % higher than expected"
  }
};

/** A series of the vector in words. @throws where it has none. */
export function seriesWords(id: string) {
  const found = words[id];
  if (!found) throw new Error(`gas: expected one of ${Object.keys(words).join(", ")}, got ${id}`);
  return found;
}

/** A small count in words: "none", "three", "12". */
export function inWords(count: number): string {
  return ["none", "one", "two", "three", "four", "five", "six", "seven", "eight"][count] ?? String(count);
}

/** Names in a row: "none", "demand", "demand and power", "demand, power and Brent". */
export function listed(names: readonly string[]): string {
  if (names.length < 2) return names[0] ?? "none";
  return `${names.slice(0, -1).join(", ")} and ${names[names.length - 1]}`;
}

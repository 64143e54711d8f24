/** Leads in words: "1, 2 and 5". */
export function listed(words: readonly (string | number)[]): string {
  if (words.length < 2) return words.join("");
  return `${words.slice(0, -1).join(", ")} and ${words[words.length - 1]}`;
}

/** Leads as a phrase: "1 gas day ahead", "5, 10 and 20 gas days ahead". */
export function aheadText(leads: readonly number[]): string {
  return `${listed(leads)} ${leads.length === 1 && leads[0] === 1 ? "gas day" : "gas days"} ahead`;
}

/** Something that a person may do by hand. */
export interface Action {
  readonly what: string;
  /** In a checkout of the code; none where only the workflow can do it. */
  readonly command?: string;
  /** What is entered on the workflow's page, by the name of its input there; empty for nothing, none where the workflow cannot do it. */
  readonly inputs?: Readonly<Record<string, string>>;
}

/** All that can be done by hand: on the workflow's page, where there is one, and as a command in a checkout. */
export const actions: readonly Action[] = [
  {what: "Make an edition now", command: "npm run build", inputs: {}},
  {what: "Say what would run, and why", command: "npm run refresh -- --plan"},
  {
    what: "Bring one study up to date",
    command: "npm run refresh -- --study france",
    inputs: {study: "france"}
  },
  {what: "Begin at a step", command: "npm run refresh -- --from train", inputs: {step: "train"}},
  {what: "Run everything again", command: "npm run refresh -- --force", inputs: {force: "true"}},
  {what: "Build on what is in the store", command: "npm run build -- --no-refresh --force"},
  {what: "Issue earlier days again", command: "npm run replay -- --from 2024-11-01 --to 2024-12-24"},
  {
    what: "Build the site of an earlier day",
    command: "npm run replay -- --as-of 2024-11-15",
    inputs: {"as-of": "2024-11-15"}
  },
  {what: "Ask whether the ledger is still what was issued", command: "npm run ledger -- verify"},
  {
    what: "Publish although the store lost forecasts that the site’s ledger has",
    inputs: {"lost-ledger": "accept"}
  },
  {what: "See who is champion, and why", command: "npm run registry -- show france"},
  {
    what: "Make a candidate champion",
    command: 'npm run registry -- promote france regression --reason "why"'
  },
  {what: "Take the last promotion back", command: 'npm run registry -- rollback france --reason "why"'}
];

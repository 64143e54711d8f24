import {existsSync, readFileSync} from "node:fs";
import {join} from "node:path";
import {type Cards, cardsSchema} from "../../../src/lib/artifacts/cards.js";
import {escapeMarkdown} from "./escape.js";

type Card = Cards["cards"][number];

/** The part of Framework's Markdown parser that is needed here; `env` says which page it parses. */
interface MarkdownParser {
  parse(source: string, env: {readonly path?: string}): unknown;
}

/**
 * Makes the pages of a study that the edition has nothing of say so, and why. Their own Markdown asks for files that were never published,
 * which ends a build; it is not parsed, and their addresses and titles stay.
 * @returns the parser that was given.
 */
export function sayWhatIsAbsent<Parser extends MarkdownParser>(parser: Parser, state: string): Parser {
  const parse = parser.parse.bind(parser);
  parser.parse = (source, env) => {
    const card = env.path === undefined ? undefined : absentAt(env.path, state);
    return parse(card === undefined ? source : placeholder(card), env);
  };
  return parser;
}

/** The card of the study that a page belongs to (`/gas`, `/gas/…`, `/methods/gas`), where the edition has no forecast of it. */
export function absentAt(path: string, state: string): Card | undefined {
  const file = join(state, "artifacts/api/cards.json");
  if (!existsSync(file)) return undefined;
  const {data} = cardsSchema.safeParse(JSON.parse(readFileSync(file, "utf8")));
  return data?.cards.find(
    ({page, forecast}) =>
      forecast === null && (path === page || path.startsWith(`${page}/`) || path === `/methods${page}`)
  );
}

function placeholder({title, question, message}: Card): string {
  return `<h1 class="finding">No forecast today</h1>

<p class="notice"><strong>${escapeMarkdown(title)}.</strong> This edition has no forecast of it: ${escapeMarkdown(message ?? "it was not made")}. It will be tried again with the next one.</p>

<p>The question that this page answers otherwise: ${escapeMarkdown(question)}</p>

<p><a href="/">Today’s edition</a> shows what there is.</p>
`;
}

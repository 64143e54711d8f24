import {existsSync, readFileSync} from "node:fs";
import {basename, dirname, join} from "node:path";
import {z} from "zod";
import {readEnvironment} from "../../../data-loaders/environment.js";
import {plainId} from "./pages.js";

const listSchema = z.array(z.object({id: plainId, name: z.string()}));

/**
 * What the loader `src/<study>.md.ts` prints: the page `src/<study>/[area].md` for the first entry of `api/<study>/areas.json`, one folder
 * up, so that `/<study>` needs no copy of it. Its title is the entry's name before the page's own.
 * @param template the absolute path of the page with a parameter
 */
export function firstPage(template: string, {state}: {readonly state: string} = readEnvironment()): string {
  const source = readFileSync(template, "utf8");
  const parameter = basename(template).replace(/^\[(\w+)\]\.md$/, "$1");
  const list = join(state, "artifacts/api", basename(dirname(template)), `${parameter}s.json`);
  if (!existsSync(list)) return source;
  const {data, error} = listSchema.safeParse(JSON.parse(readFileSync(list, "utf8")));
  if (error)
    throw new Error(
      `${list}: expected a list of things with a name and an id of letters, digits and hyphens. ${z.prettifyError(error)}`
    );
  const [first] = data;
  if (!first) throw new Error(`${list} is empty: expected at least one entry with an id and a name.`);
  const reference = `observable.params.${parameter}`;
  return source
    .replace(
      /^title: (.*)$/m,
      (_, title: string) => `title: ${JSON.stringify(`${first.name}: ${lower(title)}`)}`
    )
    .replaceAll(/(["'`(])\.\.\//g, "$1./")
    .replaceAll(`\${${reference}}`, first.id)
    .replaceAll(reference, JSON.stringify(first.id));
}

function lower(text: string): string {
  return text.slice(0, 1).toLowerCase() + text.slice(1);
}

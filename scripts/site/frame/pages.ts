import {existsSync, readdirSync, readFileSync} from "node:fs";
import {dirname, join} from "node:path";
import {z} from "zod";

/** An id that becomes part of an address and of a page's text, code among it. */
export const plainId = z.string().regex(/^[a-z0-9][a-z0-9-]*$/i);

const listSchema = z.array(z.object({id: plainId}));

/**
 * The addresses of pages with a parameter: `src/<study>/[area].md` is made once for each `id` in the published
 * `api/<study>/areas.json`, as `/<study>/<id>`. None where that list is not published.
 * @throws where the list holds something that is no name.
 */
export function parameterPages(root: string, state: string): string[] {
  return readdirSync(root, {withFileTypes: true})
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith("."))
    .flatMap(({name: folder}) =>
      readdirSync(join(root, folder)).flatMap((file) => {
        const parameter = /^\[(\w+)\]\.md$/.exec(file)?.[1];
        return parameter === undefined
          ? []
          : idsOf(join(state, "artifacts/api", folder, `${parameter}s.json`)).map((id) => `/${folder}/${id}`);
      })
    );
}

/** The ids in a published list, in its order; none where it is not there. */
export function idsOf(file: string): string[] {
  if (!existsSync(file)) return [];
  const {data, error} = listSchema.safeParse(JSON.parse(readFileSync(file, "utf8")));
  if (error)
    throw new Error(
      `${file}: expected a list of things with an id of letters, digits and hyphens. ${z.prettifyError(error)}`
    );
  return data.map(({id}) => id);
}

/**
 * What a page's front matter says in `description`, which Framework does not hand on; undefined where it says nothing. A page that stands for
 * several, or for the first of them, has that of the page with the parameter.
 */
export function descriptionOf(root: string, path: string): string | undefined {
  const several = [path, dirname(path)]
    .map((folder) => join(root, folder))
    .filter((folder) => folder !== join(root, "/"));
  const template = several.flatMap((folder) =>
    existsSync(folder)
      ? readdirSync(folder)
          .filter((file) => /^\[\w+\]\.md$/.test(file))
          .map((file) => join(folder, file))
      : []
  );
  const source = [`${root}${path}.md`, ...template].find(existsSync);
  const front = source && /^---\n(.*?)\n---/s.exec(readFileSync(source, "utf8"))?.[1];
  return front ? /^description: (.+)$/m.exec(front)?.[1] : undefined;
}

/** Whether a page is written: as Markdown, or as a loader that prints it. */
export function isWritten(root: string, path: string): boolean {
  return existsSync(`${root}${path}.md`) || existsSync(`${root}${path}.md.ts`);
}

import {join} from "node:path";
import {fileURLToPath, pathToFileURL} from "node:url";
import type {Task} from "../../models/pipeline/task.js";
import type {Workshop} from "./workshop.js";

/** A small way of the data that ends in an edition: two heavy tasks, of which "b" takes as long as a file outside says. */
export function publication({folder}: Pick<Workshop, "folder" | "environment">, label: string): Task[] {
  const module = pathToFileURL(join(folder, "tasks.ts"));
  const common = {step: "train", study: "x", module} as const;
  return [
    {...common, name: "a", needs: [], params: {name: "a", label}, run: "sum", heavy: true},
    {...common, name: "b", needs: ["a"], params: {name: "b", label}, run: "patient", heavy: true},
    {...common, name: "x/publish", needs: ["b"], params: {name: "p", label}, run: "publish", step: "publish"},
    {
      ...{
        name: "edition",
        needs: ["x/publish"],
        step: "publish",
        module,
        run: "edition",
        tolerant: true
      },
      params: null
    }
  ];
}

/** The functions of `x/publish`, two files that say the label, and of `edition`. */
export const publish = `
  import {publishEdition} from "${fileURLToPath(new URL("../../models/pipeline/edition.ts", import.meta.url))}";
  export async function edition({needs, environment, failures}: any) {
    const published = needs["x/publish"];
    if (!published) throw new Error("nothing to publish: " + failures["x/publish"]);
    const sources = Object.fromEntries(Object.keys(published.outputs).map((path) => [path, join(published.folder, path)]));
    const {files} = await publishEdition(environment.state, sources);
    return {leaves: Object.keys(files).map((path) => "artifacts/" + path)};
  }
  import {mkdirSync} from "node:fs";
  export async function publish({params, folder}: any) {
    if (params.label === "broken") throw new Error("the printer is broken");
    mkdirSync(join(folder, "api", "x"), {recursive: true});
    for (const file of ["forecast.json", "runs.json"]) writeFileSync(join(folder, "api", "x", file), params.label);
    return {};
  }
`;

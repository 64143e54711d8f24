import {z} from "zod";

const descriptionSchema = z.object({
  format: z.literal("almanac-trees"),
  columns: z.array(z.object({name: z.string(), categorical: z.boolean()})).min(1)
});

/**
 * MLflow's signature of a model of trees by its description among some files (see `src/lib/trees/file.ts`): the columns that it takes, each
 * of which may be missing, and the one number that it gives. A category is its place in a list, so a number too. Of several descriptions the
 * first by path counts; undefined where there is none.
 */
export function treesSignature(files: Readonly<Record<string, Uint8Array>>): object | undefined {
  const described = Object.keys(files)
    .filter((path) => path.endsWith(".json"))
    .sort()
    .map((path) => descriptionSchema.safeParse(jsonOf(files[path]!)).data)
    .find((description) => description !== undefined);
  if (!described) return undefined;
  const inputs = described.columns.map(({name}) => ({type: "double", name, required: false}));
  return {
    inputs: JSON.stringify(inputs),
    outputs: JSON.stringify([{type: "double", required: true}]),
    params: null
  };
}

/** The value of some JSON; undefined where the bytes are no JSON. */
export function jsonOf(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return undefined;
  }
}

import {z} from "zod";
import {stableJson} from "../../data-loaders/store/files.js";

/**
 * The text of a JSON artifact: checked against its schema, keys sorted, a line break at the end.
 * @param path where it is published, for the message
 * @throws when the value does not fit the schema, or has fields that the schema lacks: nothing that a program
 * cannot rely on is published.
 */
export function artifactJson<T>(path: string, schema: z.ZodType<T>, value: T): string {
  const {data, error} = schema.safeParse(value);
  if (error)
    throw new Error(`${path} does not fit its schema and is not published: ${z.prettifyError(error)}`);
  const text = stableJson(data);
  if (text !== stableJson(value))
    throw new Error(`${path} has fields that its schema in src/lib/artifacts/ lacks: add them there`);
  return `${text}\n`;
}

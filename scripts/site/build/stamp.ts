import {existsSync, readFileSync, statSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import {z} from "zod";
import {listFiles} from "../dist/files.js";

const FILE = ".build.json";

const stampSchema = z.object({inputs: z.string(), files: z.number(), bytes: z.number()});

/** Notes in a finished site what it was made of. */
export function writeStamp(folder: string, inputs: string): void {
  writeFileSync(join(folder, FILE), `${JSON.stringify({inputs, ...measure(folder)})}\n`);
}

/** Whether a folder holds the whole site that was made of these inputs. */
export function isCurrent(folder: string, inputs: string): boolean {
  const file = join(folder, FILE);
  if (!existsSync(file)) return false;
  let json: unknown;
  try {
    json = JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return false;
  }
  const {data} = stampSchema.safeParse(json);
  if (data?.inputs !== inputs) return false;
  const {files, bytes} = measure(folder);
  return files === data.files && bytes === data.bytes;
}

function measure(folder: string): {files: number; bytes: number} {
  const paths = listFiles(folder).filter((path) => path !== FILE);
  return {
    files: paths.length,
    bytes: paths.reduce((sum, path) => sum + statSync(join(folder, path)).size, 0)
  };
}

import type {Client} from "./client.js";
import type {Files} from "./model-folder.js";

/** Whether a server takes the files of a run or model itself, rather than leave them to a store of its own. */
export function takesFiles(artifactUri: string): boolean {
  return artifactUri.startsWith("mlflow-artifacts:");
}

/** Whether MLflow takes a file of this name: it decodes names again and again, so that a "#" ends them. */
export function isPlainPath(path: string): boolean {
  return (
    !/[#%\\]/.test(path) && path.split("/").every((part) => part !== "" && part !== "." && part !== "..")
  );
}

/** Puts files under an artifact root, one after the other; what is there under the same name is overwritten. */
export async function putFiles(client: Client, artifactUri: string, files: Files): Promise<void> {
  for (const [path, bytes] of Object.entries(files)) await client.put(artifactUri, path, bytes);
}

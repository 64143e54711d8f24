import {execFile} from "node:child_process";
import {fileURLToPath} from "node:url";
import {promisify} from "node:util";

/**
 * The commit that the code stands at, "unknown" where it is not in a git repository (or git is not there).
 */
export async function commitOf(
  root: string = fileURLToPath(new URL("../../", import.meta.url))
): Promise<string> {
  try {
    const {stdout} = await promisify(execFile)("git", ["rev-parse", "HEAD"], {cwd: root});
    return stdout.trim() || "unknown";
  } catch {
    return "unknown";
  }
}

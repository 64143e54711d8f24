import {spawn} from "node:child_process";
import {once} from "../measure.js";

/**
 * What a command prints, and the wall seconds that its whole process takes.
 * @param input what it reads on its standard input
 * @throws where it does not end with 0: with what it said
 */
export async function output(
  command: string,
  args: readonly string[],
  input = ""
): Promise<{text: string; wall: number}> {
  const said = {text: "", errors: ""};
  const wall = await once(async () => {
    const child = spawn(command, args, {stdio: "pipe"});
    child.stdout.on("data", (chunk) => (said.text += chunk));
    child.stderr.on("data", (chunk) => (said.errors += chunk));
    child.stdin.on("error", () => {});
    child.stdin.end(input);
    const code = await new Promise<number | null>((resolve, reject) => {
      child.on("error", reject);
      child.on("close", resolve);
    });
    if (code !== 0) throw new Error(`${command} ended with ${code}: ${said.errors.slice(-2000)}`);
  });
  return {text: said.text, wall};
}

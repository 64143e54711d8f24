import {fileURLToPath} from "node:url";
import {bundler} from "../../models/pipeline/code.js";
import {refreshTasks} from "../../models/pipeline/refresh.js";
import type {Killable} from "./kills.js";
import {tinyTasks} from "./tiny-tasks.js";

const first = "2024-12-25";
const second = "2024-12-26";

/** The second night of the study "tiny" in the store of a folder, whose first night is made here. */
export async function killableTiny(folder: string): Promise<Killable> {
  const night = async (today: string): Promise<void> => {
    const environment = {sources: "sample" as const, today, state: `${folder}/store`};
    const lines: string[] = [];
    const write = (line: string): void => void lines.push(line);
    const {ok} = await refreshTasks(tinyTasks(today), {environment, threads: 2, terminal: false, write});
    if (!ok) throw new Error(lines.join("\n"));
  };
  await night(first);
  // Compiled once: a hundred processes need not do it each.
  const {url} = await bundler()(new URL("./killed-tiny.ts", import.meta.url));
  return {
    folder,
    command: [process.execPath, fileURLToPath(url), folder, second],
    complete: () => night(second)
  };
}

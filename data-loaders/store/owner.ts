import {readFileSync, readlinkSync} from "node:fs";
import {hostname} from "node:os";
import {z} from "zod";

/** Who holds a lock. What only newer locks say is optional. */
export const ownerSchema = z.object({
  pid: z.int(),
  host: z.string(),
  /** Says which lock it is: no two have the same. */
  token: z.string(),
  /** Where the pid counts: the boot of the machine and its namespace of processes. */
  place: z.string().optional(),
  /** When the process began, in ticks since the boot: another process that got the same pid later began later. */
  began: z.string().optional(),
  /** When the lock was taken, by the machine's clock. */
  since: z.iso.datetime().optional()
});
export type Owner = z.infer<typeof ownerSchema>;

/** This process as the owner of a lock. */
export function thisProcess(token: string, since: Date): Owner {
  const {pid} = process;
  return {
    pid,
    host: hostname(),
    token,
    place: placeOfPids(),
    began: beginOf(pid),
    since: since.toISOString()
  };
}

/**
 * Whether the process that owns a lock lives: known for one of this machine where the system tells when a process began, and where
 * no process has the pid; "unknown" otherwise, as for an owner on another host, or before this machine was started again.
 */
export function lifeOf({pid, host, place, began}: Owner): "lives" | "dead" | "unknown" {
  if (host !== hostname() || (place !== undefined && place !== placeOfPids())) return "unknown";
  if (!isRunning(pid)) return "dead";
  const found = beginOf(pid);
  if (began === undefined || found === undefined) return "unknown";
  return began === found ? "lives" : "dead";
}

/** Linux alone tells. Source: proc_sys_kernel(5), namespaces(7). */
function placeOfPids(): string | undefined {
  try {
    return `${readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim()} ${readlinkSync("/proc/self/ns/pid")}`;
  } catch {
    return undefined;
  }
}

/** Source: proc_pid_stat(5), field 22 (starttime). */
function beginOf(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    return stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19];
  } catch {
    return undefined;
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

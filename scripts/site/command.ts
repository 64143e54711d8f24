/** Runs a command; an error ends it with its message alone and exit code 1 (with the stack where `DEBUG` is set). */
export async function runCommand(command: () => Promise<unknown>): Promise<void> {
  try {
    await command();
  } catch (error) {
    const {message, stack} = error instanceof Error ? error : new Error(String(error));
    console.error(process.env.DEBUG ? stack : message);
    process.exitCode = 1;
  }
}

/** A port from the command line or the environment; undefined takes a free one. Throws on anything that is no port. */
export function parsePort(value: string | undefined = process.env.PORT): number | undefined {
  if (value === undefined || value === "") return undefined;
  const port = Number(value);
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new Error(`"${value}" is no port: expected a whole number from 0 to 65535.`);
  return port;
}

import {z} from "zod";
import type {Access} from "./access.js";

/** An answer of an MLflow server that is not the one asked for. */
export class MlflowTrouble extends Error {
  override name = "MlflowTrouble";
  constructor(
    message: string,
    /** The status of the answer; none where no whole answer came. */
    readonly status?: number,
    /** MLflow's own name of the error, where it gave one. */
    readonly code?: string
  ) {
    super(message);
  }
}

/** A REST client of one MLflow server. Every call ends within its time and throws {MlflowTrouble} on all but the expected answer. */
export interface Client {
  readonly access: Access;
  /** Asks for `/api/2.0/mlflow/<path>` with a query string, and checks the answer's fields. */
  get<T>(path: string, query: Readonly<Record<string, string>>, schema: z.ZodType<T>): Promise<T>;
  /** Sends JSON to `/api/2.0/mlflow/<path>`, and checks the answer's fields. */
  send<T>(method: "POST" | "PATCH" | "DELETE", path: string, body: object, schema: z.ZodType<T>): Promise<T>;
  /**
   * Puts a file under an artifact root as the server named it, `mlflow-artifacts:/1/<run>/artifacts`.
   * @throws {MlflowTrouble} with the code `NOT_PROXIED` where the root is elsewhere: the server does not pass files on then
   */
  put(root: string, path: string, bytes: Uint8Array): Promise<void>;
}

/** How a client waits. */
export interface ClientOptions {
  /** Milliseconds for one request; a file gets a second more for each MB. */
  readonly timeout: number;
  /** Ends all requests. */
  readonly signal: AbortSignal;
}

const errorSchema = z.object({error_code: z.string(), message: z.string().default("")});

/** Empty answers of calls that only say that it went well. */
export const done = z.looseObject({});

/** A client with one connection pool, Node's own. Redirects are not followed: a POST would arrive as a GET. */
export function openClient(access: Access, {timeout, signal}: ClientOptions): Client {
  const request = async (method: string, path: string, init: RequestInit, ms: number) => {
    const asked = `${method} ${access.base}${path.split("?")[0]}`;
    const quote = (answer: string) => quoteOf(access.hide(answer));
    const fail = (what: string, status?: number, code?: string): never => {
      throw new MlflowTrouble(access.hide(`${asked} ${what}`), status, code);
    };
    signal.throwIfAborted();
    const patience = AbortSignal.timeout(ms);
    let response: Response;
    let text: string;
    try {
      response = await fetch(access.base + path, {
        ...init,
        method,
        redirect: "manual",
        headers: {...access.headers, ...init.headers},
        signal: AbortSignal.any([signal, patience])
      });
      text = await response.text();
    } catch (error) {
      signal.throwIfAborted();
      if (patience.aborted) return fail(`had no whole answer within ${ms / 1000} s`);
      const {cause, message} = error as Error & {cause?: NodeJS.ErrnoException};
      return fail(`could not be asked: ${cause?.code ?? cause?.message ?? message}`);
    }
    const {status} = response;
    if (status >= 300 && status < 400)
      return fail(`was answered with a redirect (${status}) to ${response.headers.get("location")}`, status);
    if (status !== 200) {
      const {data} = errorSchema.safeParse(jsonOf(text));
      const said = data ? `${data.error_code}: ${quote(data.message)}` : quote(text);
      return fail(`was answered with ${status}, ${said}`, status, data?.error_code);
    }
    return {text, fail, quote};
  };
  const ask = async <T>(
    method: string,
    path: string,
    init: RequestInit,
    schema: z.ZodType<T>
  ): Promise<T> => {
    const {text, fail, quote} = await request(method, `/api/2.0/mlflow/${path}`, init, timeout);
    const json = jsonOf(text);
    if (json === undefined) return fail(`was answered with 200 and no JSON, ${quote(text)}`);
    const {data, error} = schema.safeParse(json);
    if (error) {
      const [{path: where, message}] = error.issues;
      return fail(
        `was answered with 200 and another shape, at "${where.join(".")}" ${message}: ${quote(text)}`
      );
    }
    return data;
  };
  return {
    access,
    get: (path, query, schema) => ask("GET", `${path}?${new URLSearchParams(query)}`, {}, schema),
    send: (method, path, body, schema) =>
      ask(method, path, {body: JSON.stringify(body), headers: {"content-type": "application/json"}}, schema),
    put: async (root, path, bytes) => {
      const folder = /^mlflow-artifacts:(?:\/\/[^/]*)?\/(.*)$/.exec(root)?.[1];
      if (folder === undefined)
        throw new MlflowTrouble(
          access.hide(`The server keeps files at ${root} and does not take them itself`),
          undefined,
          "NOT_PROXIED"
        );
      const place = [...folder.split("/"), ...path.split("/")].map(encodeURIComponent).join("/");
      await request(
        "PUT",
        `/api/2.0/mlflow-artifacts/artifacts/${place}`,
        {body: bytes as Uint8Array<ArrayBuffer>, headers: {"content-type": "application/octet-stream"}},
        timeout + Math.ceil(bytes.length / 1000)
      );
    }
  };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The beginning of an answer on one line. */
function quoteOf(text: string): string {
  const line = text.replace(/\s+/g, " ").trim();
  if (line === "") return "an empty answer";
  return `"${line.length > 160 ? `${line.slice(0, 160)}…` : line}"`;
}

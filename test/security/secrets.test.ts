import {readdirSync, readFileSync, statSync} from "node:fs";
import {join} from "node:path";
import {afterEach, beforeEach, expect, it, vi} from "vitest";
import {readEnvironment} from "../../data-loaders/environment.js";
import {keepRun} from "../../models/runs/runs.js";
import {refresh} from "../../scripts/refresh.js";
import {openStore} from "../mlflow/store.js";
import {type Loopback, listen} from "./hostile.js";

const secrets = {
  MLFLOW_TRACKING_USERNAME: "sentinel-user-4711",
  MLFLOW_TRACKING_PASSWORD: "sentinel-password-4711",
  MLFLOW_TRACKING_TOKEN: "sentinel-token-4711",
  GITHUB_TOKEN: "sentinel-github-4711",
  ACTIONS_RUNTIME_TOKEN: "sentinel-runtime-4711",
  NODE_AUTH_TOKEN: "sentinel-registry-4711"
};
/** The secrets as they are, and as Basic credentials have them. */
const spelt = [
  ...Object.values(secrets),
  "sentinel-address-4711",
  Buffer.from("sentinel-user-4711:sentinel-password-4711").toString("base64"),
  Buffer.from("anna:sentinel-address-4711").toString("base64")
];

let server: Loopback;
let authorized: (string | undefined)[];
beforeEach(async () => {
  authorized = [];
  // Publisher and MLflow server in one: whatever it is asked, it says back what it was sent.
  server = await listen((request, response) => {
    authorized.push(request.headers.authorization);
    const {authorization, cookie, "user-agent": name} = request.headers;
    const said = `${authorization} ${cookie} ${name}`;
    const isMlflow = request.url!.startsWith("/mlflow/");
    response.writeHead(isMlflow ? 500 : 404, {"content-type": "application/json"});
    response.end(isMlflow ? JSON.stringify({error_code: "ECHO", message: said}) : said);
  });
});
afterEach(async () => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
  await server.close();
});

/** All bytes of a folder's files, with their names. */
function textOf(place: string): string {
  return readdirSync(place, {recursive: true, encoding: "utf8"})
    .map((name) => {
      const path = join(place, name);
      return statSync(path).isFile() ? `${name}\n${readFileSync(path, "latin1")}` : name;
    })
    .join("\n");
}

it.each([
  ["name and password", {MLFLOW_TRACKING_TOKEN: ""}, "Basic"],
  ["a token", {MLFLOW_TRACKING_USERNAME: "", MLFLOW_TRACKING_PASSWORD: ""}, "Bearer sentinel-token-4711"],
  [
    "an address with a password",
    {MLFLOW_TRACKING_USERNAME: "", MLFLOW_TRACKING_PASSWORD: "", MLFLOW_TRACKING_TOKEN: ""},
    "Basic"
  ]
])("a refresh with %s keeps and says none of it, though servers say it back", async (_, unset, scheme) => {
  const address = server.url.replace("//", "//anna:sentinel-address-4711@");
  for (const [name, value] of Object.entries({...secrets, ...unset})) vi.stubEnv(name, value);
  vi.stubEnv("ALMANAC_CONTACT", undefined);
  const heard: string[] = [];
  for (const stream of [process.stdout, process.stderr])
    vi.spyOn(stream, "write").mockImplementation((text) => heard.push(String(text)) > 0);
  const {state, keep, close} = await openStore();
  const run = await keep("naive", 10);
  await keepRun(state, "recorded", {...run, study: "brest", candidate: "seasonal-naive"});
  const environment = readEnvironment({
    ...{ALMANAC_STATE: state, ALMANAC_UPSTREAM: server.url, ALMANAC_TODAY: "2024-12-25"},
    ...{ALMANAC_SOURCES: "live", MLFLOW_TRACKING_URI: `${address}/mlflow/`}
  });
  const {ok} = await refresh({environment, study: ["brest"], only: "pull", terminal: false, threads: 1});
  const said = heard.join("");
  expect(ok).toBe(false);
  expect(said).toMatch(/brest\/pull: .*odre: status 404: "undefined undefined almanac.*at http:\/\/127/);
  expect(said).toMatch(/MLflow at http:\/\/127\S*: .* was answered with 500, ECHO: "(Basic|Bearer) …/);
  const asked = authorized.filter((header) => header !== undefined);
  expect(asked.length).toBeGreaterThan(0);
  for (const header of asked) expect(header).toContain(scheme);
  const kept = textOf(state);
  close();
  expect(kept).toContain("telemetry");
  for (const secret of spelt) {
    expect(said).not.toContain(secret);
    expect(kept).not.toContain(secret);
  }
  // Publishers are sent none of it.
  expect(server.asked.filter((path) => path.startsWith("/odre/")).length).toBeGreaterThan(0);
});

import {createServer, type IncomingMessage, type ServerResponse} from "node:http";
import type {AddressInfo} from "node:net";

interface Tag {
  key: string;
  value: string;
}
interface FakeRun {
  info: {
    run_id: string;
    status: string;
    artifact_uri: string;
    start_time: number;
    end_time?: number;
    name: string;
  };
  data: {tags: Tag[]; params: Tag[]; metrics: Record<string, unknown>[]};
  inputs: unknown[];
  outputs: {model_outputs: {model_id: string}[]};
  experiment: string;
  deleted: boolean;
}
interface FakeVersion {
  name: string;
  version: string;
  source: string;
  run_id: string;
  model_id?: string;
  tags: Tag[];
}

/** A loopback stand-in for MLflow's REST API: what it holds, what it was asked, and ways to spoil its answers. */
export interface FakeMlflow {
  readonly url: string;
  /** Method and path of each request, query left out, below `/api/2.0/`. */
  readonly log: string[];
  readonly headers: IncomingMessage["headers"][];
  readonly experiments: Map<string, string>;
  readonly runs: FakeRun[];
  readonly files: Map<string, Buffer>;
  readonly models: Map<string, {status: string; source: string}>;
  readonly registered: Map<string, {description: string; tags: Tag[]; aliases: Map<string, string>}>;
  readonly versions: FakeVersion[];
  /** Digests of data sets. */
  readonly datasets: Set<string>;
  /** Answers instead, where it returns true. */
  answer: (asked: string, response: ServerResponse, body: string) => boolean;
  /** False: a server that knows no logged models. */
  logged: boolean;
  /** Where runs keep their files. */
  artifactRoot: string;
  close(): Promise<void>;
}

/** An answer other than 200. */
class Refused extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string
  ) {
    super(message);
  }
}

const bad = (message: string) => new Refused(400, "INVALID_PARAMETER_VALUE", message);
const missing = (what: string) => new Refused(404, "RESOURCE_DOES_NOT_EXIST", `${what} not found`);
const page = 3;

/** Starts one on a free port, below `/some/prefix`. It pages after three, so that every reader has to page. */
export async function startFake(): Promise<FakeMlflow> {
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks);
    const url = new URL(request.url ?? "", "http://fake");
    const path = decodeURIComponent(url.pathname).replace("/some/prefix/api/2.0/", "");
    const asked = `${request.method} ${path}`;
    fake.log.push(asked);
    fake.headers.push(request.headers);
    if (fake.answer(asked, response, body.toString())) return;
    try {
      if (path.startsWith("mlflow-artifacts/artifacts/")) {
        fake.files.set(path.slice("mlflow-artifacts/artifacts/".length), body);
        response.writeHead(200).end();
        return;
      }
      if (request.method !== "GET" && request.headers["content-type"] !== "application/json")
        throw bad("content type");
      const given = (
        body.length > 0 ? JSON.parse(body.toString()) : Object.fromEntries(url.searchParams)
      ) as Given;
      const reply = await answerTo(fake, asked.replace(" mlflow/", " "), given);
      response.writeHead(200, {"content-type": "application/json"}).end(JSON.stringify(reply));
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      const {status, code, message} = error;
      if (code === "") response.writeHead(status, {"content-type": "text/html"}).end(message);
      else response.writeHead(status).end(JSON.stringify({error_code: code, message}));
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const fake: FakeMlflow = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/some/prefix/`,
    ...{log: [], headers: [], experiments: new Map(), runs: [], files: new Map(), models: new Map()},
    ...{registered: new Map(), versions: [], datasets: new Set(), answer: () => false, logged: true},
    artifactRoot: "mlflow-artifacts:/",
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      })
  };
  return fake;
}

/** The fields of all bodies and query strings. */
interface Given {
  readonly run_id: string;
  readonly run_name: string;
  readonly experiment_id: string;
  readonly experiment_ids: readonly string[];
  readonly experiment_name: string;
  readonly name: string;
  readonly description: string;
  readonly version: string;
  readonly alias: string;
  readonly key: string;
  readonly value: string;
  readonly tags: Tag[];
  readonly params: readonly Tag[];
  readonly metrics: readonly {key: string; timestamp: unknown}[];
  readonly datasets: readonly {dataset: {digest: string}}[];
  readonly models: readonly {model_id: string}[];
  readonly model_id: string;
  readonly source: string;
  readonly source_run_id: string;
  readonly filter: string;
  readonly page_token?: string;
  readonly status: string;
  readonly start_time: number;
  readonly end_time: number;
}

async function answerTo(fake: FakeMlflow, asked: string, given: Given): Promise<unknown> {
  const run = (): FakeRun => {
    const found = fake.runs.find(({info}) => info.run_id === given.run_id);
    if (!found) throw missing(`Run ${given.run_id}`);
    if (found.deleted) throw bad("The run must be in the 'active' state.");
    return found;
  };
  const model = (name: string) => {
    const found = fake.registered.get(name);
    if (!found) throw missing(`Registered Model with name=${name}`);
    return found;
  };
  const put = (tags: Tag[], {key, value}: Tag) => {
    const known = tags.find((tag) => tag.key === key);
    if (known) known.value = value;
    else tags.push({key, value});
  };
  if (!fake.logged && /logged-models|runs\/outputs/.test(asked))
    throw new Refused(404, "", "<!doctype html><title>404 Not Found</title>");
  if (asked.startsWith("PATCH logged-models/")) {
    fake.models.get(given.model_id)!.status = given.status;
    return {model: {info: {model_id: given.model_id}}};
  }
  switch (asked) {
    case "GET experiments/get-by-name": {
      const id = fake.experiments.get(given.experiment_name);
      if (!id) throw missing("Experiment");
      return {experiment: {experiment_id: id, lifecycle_stage: "active"}};
    }
    case "POST experiments/create":
      if (fake.experiments.has(given.name)) throw new Refused(400, "RESOURCE_ALREADY_EXISTS", "there");
      fake.experiments.set(given.name, String(fake.experiments.size + 1));
      return {experiment_id: fake.experiments.get(given.name)};
    case "POST runs/search": {
      const all = fake.runs.filter((one) => !one.deleted && given.experiment_ids.includes(one.experiment));
      const from = Number(given.page_token || 0);
      const more = from + page < all.length ? {next_page_token: String(from + page)} : {};
      return {...(all.length > 0 ? {runs: all.slice(from, from + page)} : {}), ...more};
    }
    case "POST runs/create": {
      const id = `${String(fake.runs.length + 1).padStart(4, "0")}`;
      fake.runs.push({
        info: {
          ...{run_id: id, status: "RUNNING", start_time: given.start_time, name: given.run_name},
          artifact_uri: `${fake.artifactRoot}${given.experiment_id}/${id}/artifacts`
        },
        data: {tags: given.tags, params: [], metrics: []},
        ...{inputs: [], outputs: {model_outputs: []}, experiment: given.experiment_id, deleted: false}
      });
      return {run: fake.runs.at(-1)};
    }
    case "POST runs/delete":
      run().deleted = true;
      return {};
    case "POST runs/update":
      Object.assign(run().info, {status: given.status, end_time: given.end_time});
      return {};
    case "POST runs/set-tag":
      put(run().data.tags, given);
      return {};
    case "POST runs/log-batch": {
      const {params, metrics} = given;
      if (params.length > 100 || metrics.length > 1000 || params.length + metrics.length > 1000)
        throw bad("too many entries");
      for (const {key, value} of params) {
        if (typeof value !== "string") throw bad(`param ${key} is no string`);
        const known = run().data.params.find((param) => param.key === key);
        if (known && known.value !== value) throw bad(`Changing param values is not allowed: ${key}`);
        put(run().data.params, {key, value});
      }
      for (const metric of metrics) {
        if (!/^[\w\-. :/]+$/.test(metric.key)) throw bad(`Invalid value "${metric.key}"`);
        if (!Number.isInteger(metric.timestamp)) throw bad("Missing value for timestamp");
        const text = JSON.stringify(metric);
        if (!run().data.metrics.some((known) => JSON.stringify(known) === text))
          run().data.metrics.push(metric as unknown as Record<string, unknown>);
      }
      return {};
    }
    case "POST runs/log-inputs": {
      // The real one looks, then writes: two runs that name the same new data set at once collide.
      const digests = given.datasets.map(({dataset}) => dataset.digest);
      const fresh = digests.filter((digest) => !fake.datasets.has(digest));
      if (fresh.length > 0) await new Promise((resolve) => setTimeout(resolve, 25));
      if (fresh.some((digest) => fake.datasets.has(digest)))
        throw new Refused(400, "BAD_REQUEST", "UNIQUE constraint failed: datasets.digest");
      for (const digest of digests) fake.datasets.add(digest);
      for (const {dataset} of given.datasets) {
        if (dataset.digest.length > 36) throw bad("digest");
        if (!run().inputs.some((known) => JSON.stringify(known) === JSON.stringify(dataset)))
          run().inputs.push(dataset);
      }
      return {};
    }
    case "POST runs/outputs":
      for (const {model_id} of given.models) {
        if (run().outputs.model_outputs.some((known) => known.model_id === model_id))
          throw new Refused(400, "BAD_REQUEST", "UNIQUE constraint failed");
        run().outputs.model_outputs.push({model_id});
      }
      return {};
    case "POST logged-models": {
      const id = `m-${fake.models.size + 1}`;
      fake.models.set(id, {status: "LOGGED_MODEL_PENDING", source: given.source_run_id});
      const artifact_uri = `${fake.artifactRoot}${given.experiment_id}/models/${id}/artifacts`;
      return {model: {info: {model_id: id, artifact_uri}}};
    }
    case "POST logged-models/search": {
      const source = /source_run_id = '(.*)'/.exec(given.filter)?.[1];
      const models = [...fake.models].filter(([, one]) => one.source === source);
      const uri = (id: string) => `${fake.artifactRoot}1/models/${id}/artifacts`;
      return {models: models.map(([model_id]) => ({info: {model_id, artifact_uri: uri(model_id)}}))};
    }
    case "GET registered-models/get": {
      const {description, tags, aliases} = model(given.name);
      const pairs = [...aliases].map(([alias, version]) => ({alias, version}));
      return {
        registered_model: {name: given.name, description, tags, ...(pairs.length > 0 && {aliases: pairs})}
      };
    }
    case "POST registered-models/create":
      if (fake.registered.has(given.name)) throw new Refused(400, "RESOURCE_ALREADY_EXISTS", "there");
      fake.registered.set(given.name, {description: given.description, tags: given.tags, aliases: new Map()});
      return {registered_model: {name: given.name}};
    case "PATCH registered-models/update":
      model(given.name).description = given.description;
      return {registered_model: {name: given.name}};
    case "POST registered-models/set-tag":
      put(model(given.name).tags, given);
      return {};
    case "POST registered-models/alias":
      if (typeof given.version !== "string") throw bad("version");
      model(given.name).aliases.set(given.alias, given.version);
      return {};
    case "DELETE registered-models/alias":
      model(given.name).aliases.delete(given.alias);
      return {};
    case "GET model-versions/search": {
      const all = fake.versions.filter(({name}) => given.filter === `name = '${name}'`);
      const from = Number(given.page_token || 0);
      const more = from + page < all.length ? {next_page_token: String(from + page)} : {};
      return {...(all.length > 0 ? {model_versions: all.slice(from, from + page)} : {}), ...more};
    }
    case "POST model-versions/create": {
      model(given.name);
      const own = given.model_id ? `models:/${given.model_id}` : `runs:/${given.run_id}/model`;
      if (given.source !== own) throw bad(`Invalid model version source: '${given.source}'`);
      const number = fake.versions.filter(({name}) => name === given.name).length + 1;
      const {name, source, run_id, model_id, tags} = given;
      fake.versions.push({name, version: String(number), source, run_id, model_id, tags});
      return {model_version: fake.versions.at(-1)};
    }
    case "POST model-versions/set-tag": {
      const found = fake.versions.find(({name, version}) => name === given.name && version === given.version);
      if (!found) throw missing("version");
      put(found.tags, given);
      return {};
    }
    default:
      throw new Refused(404, "", "<!doctype html><title>404 Not Found</title>");
  }
}

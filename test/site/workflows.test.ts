import {readdirSync, readFileSync} from "node:fs";
import {createRequire} from "node:module";
import {join} from "node:path";
import {describe, expect, it} from "vitest";

interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly if?: string;
  readonly with?: Record<string, unknown>;
}
interface Job {
  readonly permissions?: Record<string, string>;
  readonly "timeout-minutes"?: number;
  readonly needs?: string;
  readonly if?: string;
  readonly steps: Step[];
}
interface Workflow {
  readonly on: {schedule?: {cron: string}[]; workflow_dispatch?: {inputs: Record<string, unknown>}};
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

describe.each(workflows)("$file", ({text, workflow}) => {
  const jobs = Object.values(workflow.jobs);
  const steps = jobs.flatMap((job) => job.steps);

  it("pins every action by commit, with its version beside it", () => {
    const lines = text.split("\n").filter((line) => /\buses:/.test(line));
    expect(lines).toHaveLength(steps.filter(({uses}) => uses).length);
    for (const line of lines) expect(line).toMatch(/uses: [\w-]+\/[\w/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
  });

  it("gives no permission but what each job declares, and none to write the repository", () => {
    expect(workflow.permissions).toEqual({});
    for (const {permissions} of jobs) {
      expect(permissions).toBeDefined();
      expect(permissions!.contents ?? "read").toBe("read");
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

describe("nightly.yml", () => {
  it("starts at an odd minute, and by hand with a study, force and a lost ledger", () => {
    const [minute] = nightly.on.schedule![0].cron.split(" ");
    expect(Number(minute) % 2).toBe(1);
    expect(Object.keys(nightly.on.workflow_dispatch!.inputs)).toEqual(["study", "force", "lost-ledger"]);
  });

  it("keeps the store before the site is built, and uploads only what was built and checked", () => {
    const order = nightly.jobs.build.steps.map(({uses, run}) => uses?.split("@")[0] ?? run ?? "");
    const at = (text: string) => order.findIndex((step) => step.includes(text));
    expect(at("actions/cache/restore")).toBeLessThan(at("scripts/ledger-guard.ts"));
    expect(at("scripts/ledger-guard.ts")).toBeLessThan(at("npm run refresh"));
    expect(nightly.jobs.build.steps[at("actions/cache/save")].if).toContain(
      "steps.ledger.outcome == 'success'"
    );
    expect(at("npm run refresh")).toBeLessThan(at("actions/cache/save"));
    expect(at("actions/cache/save")).toBeLessThan(at("npm run build"));
    expect(at("npm run build")).toBeLessThan(at("actions/upload-pages-artifact"));
    expect(at("test/browser")).toBeLessThan(at("actions/upload-pages-artifact"));
  });

  it("deploys in a job of its own, which alone may", () => {
    const {build, deploy} = nightly.jobs;
    expect(deploy.needs).toBe("build");
    expect(deploy.permissions).toEqual({pages: "write", "id-token": "write"});
    expect(Object.values(build.permissions!)).not.toContain("write");
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

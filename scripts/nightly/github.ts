import {z} from "zod";

/** A repository on GitHub, through its REST API. */
export interface Repository {
  /** Such as `https://api.github.com`. */
  readonly api: string;
  /** `owner/name`. */
  readonly name: string;
  /** One that may write issues. */
  readonly token: string;
}

const issueSchema = z.object({
  number: z.int(),
  body: z.string().nullable(),
  pull_request: z.unknown().optional()
});
/** An open issue. */
export type Issue = z.infer<typeof issueSchema>;

const patience = 30_000;

/** The open issues with a label, the newest hundred. https://docs.github.com/en/rest/issues/issues#list-repository-issues */
export async function openIssues(repository: Repository, label: string): Promise<Issue[]> {
  const query = new URLSearchParams({state: "open", labels: label, per_page: "100"});
  const found = await ask(repository, "GET", `issues?${query}`, undefined, z.array(issueSchema));
  return found.filter((issue) => issue.pull_request === undefined);
}

/** Opens an issue. https://docs.github.com/en/rest/issues/issues#create-an-issue */
export async function openIssue(
  repository: Repository,
  issue: {readonly title: string; readonly body: string; readonly labels: readonly string[]}
): Promise<Issue> {
  return ask(repository, "POST", "issues", issue, issueSchema);
}

/** Changes an issue's text or closes it. https://docs.github.com/en/rest/issues/issues#update-an-issue */
export async function changeIssue(
  repository: Repository,
  number: number,
  change: {readonly body?: string; readonly state?: "closed"}
): Promise<void> {
  await ask(repository, "PATCH", `issues/${number}`, change, issueSchema);
}

/** Adds a comment. https://docs.github.com/en/rest/issues/comments#create-an-issue-comment */
export async function comment(repository: Repository, number: number, body: string): Promise<void> {
  await ask(repository, "POST", `issues/${number}/comments`, {body}, z.looseObject({}));
}

async function ask<T>(
  {api, name, token}: Repository,
  method: "GET" | "POST" | "PATCH",
  path: string,
  body: object | undefined,
  schema: z.ZodType<T>
): Promise<T> {
  const url = `${api}/repos/${name}/${path}`;
  const response = await fetch(url, {
    method,
    redirect: "error",
    signal: AbortSignal.timeout(patience),
    headers: {
      accept: "application/vnd.github+json",
      authorization: `Bearer ${token}`,
      "x-github-api-version": "2022-11-28"
    },
    ...(body === undefined ? {} : {body: JSON.stringify(body)})
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${method} ${url} answered ${response.status}: ${text.slice(0, 200)}`);
  return schema.parse(JSON.parse(text));
}

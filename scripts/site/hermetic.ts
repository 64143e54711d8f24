import {existsSync} from "node:fs";

/**
 * Loaded into Framework's process before anything else: Framework fetches what it does not find in its cache from a CDN, at
 * its latest version. Here that is an error which says what to do, so a build is always of the versions in the lockfile.
 */
globalThis.fetch = (input: RequestInfo | URL): Promise<Response> =>
  Promise.reject(new Error(refusal(input instanceof Request ? input.url : String(input))));

/** What to do instead of fetching an address. */
export function refusal(url: string): string {
  const name = packageOf(url);
  if (!name)
    return `A build loads nothing from elsewhere, and ${url} was asked for. Install what it holds with npm, or fetch it in a data loader.`;
  const installed = existsSync(new URL(`../../node_modules/${name}/package.json`, import.meta.url));
  const remedy = installed
    ? "which is installed, and was not imported when this process started. Start it again"
    : `which is not installed, and a build loads nothing from elsewhere. Run "npm install ${name}" and start again`;
  return `The site needs ${name}, ${remedy}. (Asked for: ${url})`;
}

/** The npm package that a CDN's or the registry's address names. */
function packageOf(url: string): string | undefined {
  const path = /^https:\/\/(?:cdn\.jsdelivr\.net\/npm|registry\.npmjs\.org)\/(.+)$/.exec(url)?.[1];
  return path && /^(?:@[^/@]+\/)?[^/@]+/.exec(decodeURIComponent(path))?.[0];
}

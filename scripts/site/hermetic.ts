/**
 * Loaded into Framework's process before anything else: Framework fetches what it does not find in its cache from a CDN, at
 * its latest version. Here that is an error which says what to do, so a build is always of the versions in the lockfile.
 */
globalThis.fetch = (input: RequestInfo | URL): Promise<Response> => {
  const url = input instanceof Request ? input.url : String(input);
  const name = packageOf(url);
  return Promise.reject(
    new Error(
      name
        ? `The site needs ${name}, which is not installed, and a build loads nothing from elsewhere. Run "npm install ${name}" and build again. (Asked for: ${url})`
        : `A build loads nothing from elsewhere, and ${url} was asked for. Install what it holds with npm, or fetch it in a data loader.`
    )
  );
};

/** The npm package that a CDN's or the registry's address names. */
function packageOf(url: string): string | undefined {
  const path = /^https:\/\/(?:cdn\.jsdelivr\.net\/npm|registry\.npmjs\.org)\/(.+)$/.exec(url)?.[1];
  return path && /^(?:@[^/@]+\/)?[^/@]+/.exec(decodeURIComponent(path))?.[0];
}

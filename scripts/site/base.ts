import {printable} from "../../data-loaders/contracts/breach.js";

/**
 * Where the site will live, from `ALMANAC_BASE_URL`, e.g. `https://someone.github.io/almanac/`; undefined where it is not set.
 * It stands in every page, so it may hold no name and password.
 * @throws when it is not such an http(s) address.
 */
export function baseUrl(value: string | undefined = process.env.ALMANAC_BASE_URL): URL | undefined {
  if (!value) return undefined;
  const url = URL.canParse(value) ? new URL(value) : undefined;
  if (!url || !/^https?:$/.test(url.protocol) || url.username || url.password || url.search || url.hash) {
    const shown = printable(value.replace(/^(\w+:\/\/)?.*@/s, "$1…@"), 200);
    throw new Error(
      `ALMANAC_BASE_URL="${shown}" cannot be used: expected the address of the site's front page, like https://example.org/almanac/.`
    );
  }
  if (!url.pathname.endsWith("/")) url.pathname += "/";
  return url;
}

/** The path part of the base, with slashes at both ends: `/` or `/almanac/`. */
export function basePath(value?: string): string {
  return baseUrl(value)?.pathname ?? "/";
}

/** Where a redirect leads, or why it is not followed. */
export type Redirect = {readonly url: string} | {readonly problem: string};

/**
 * A redirect is followed within the same host and port only, by http or https, and never from https to http: what a publisher
 * answers with must not make this machine ask anybody else, itself least of all.
 * @param location the header as it came, absolute or relative to `from`.
 */
export function followed(from: string, location: string, status: number): Redirect {
  if (!URL.canParse(location, from))
    return {problem: `a redirect (${status}) to an address that is none is refused`};
  const [here, there] = [new URL(from), new URL(location, from)];
  if (!/^https?:$/.test(there.protocol) || (here.protocol === "https:" && there.protocol === "http:"))
    return {problem: `a redirect (${status}) from ${here.protocol} to ${there.protocol} is refused`};
  if (there.username !== "" || there.password !== "")
    return {problem: `a redirect (${status}) to an address with a name and password is refused`};
  // Without a port of its own, http and https count as the same host: a publisher may turn one into the other.
  if (there.host !== here.host)
    return {problem: `a redirect (${status}) to another host, ${there.origin}, is refused`};
  return {url: there.href};
}

/** Puts a query into the page's address without loading it again; the hash stays. */
export function inAddress(query: string): void {
  const url = new URL(location.href);
  url.search = query;
  history.replaceState(history.state, "", url.href);
}

/** An address that a link may lead to: http or https; undefined for any other, so that the link leads nowhere. */
export function webAddress(address: string): string | undefined {
  return /^https?:\/\//i.test(address) ? address : undefined;
}

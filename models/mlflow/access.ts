/** Where an MLflow server is and how to get in. */
export interface Access {
  /** The address before `/api/2.0/…`: no trailing slash, no name and password. */
  readonly base: string;
  /** What goes with every request: nothing, or an `authorization`. */
  readonly headers: Readonly<Record<string, string>>;
  /** A text with every secret of this access in it replaced by `…`, for messages. */
  readonly hide: (text: string) => string;
}

/** The variables of MLflow's own client. */
export type Credentials = Readonly<
  Partial<Record<"MLFLOW_TRACKING_USERNAME" | "MLFLOW_TRACKING_PASSWORD" | "MLFLOW_TRACKING_TOKEN", string>>
>;

/**
 * The access that an address and the environment give: as in MLflow's own client, name and password (Basic) go before a token
 * (Bearer), and both of the environment before what stands in the address.
 * @param uri http or https, with or without a path prefix, a trailing slash, a name and a password
 */
export function accessTo(uri: string, env: Credentials = process.env): Access {
  const url = new URL(uri);
  const inAddress = [decoded(url.username), decoded(url.password)] as const;
  const {
    MLFLOW_TRACKING_USERNAME: name,
    MLFLOW_TRACKING_PASSWORD: password,
    MLFLOW_TRACKING_TOKEN: token
  } = env;
  const [user, word] = name ? [name, password ?? ""] : token ? ["", ""] : inAddress;
  const basic = user || word ? Buffer.from(`${user}:${word}`).toString("base64") : undefined;
  const authorization = basic ? `Basic ${basic}` : token ? `Bearer ${token}` : undefined;
  const secrets = [basic, password, token, ...inAddress, url.username, url.password].filter(
    (secret) => secret !== undefined && secret !== ""
  ) as string[];
  secrets.sort((a, b) => b.length - a.length);
  return {
    base: url.origin + url.pathname.replace(/\/+$/, ""),
    headers: authorization ? {authorization} : {},
    hide: (text) => secrets.reduce((hidden, secret) => hidden.replaceAll(secret, "…"), text)
  };
}

/** Percent-encoded text decoded; as it is where it is not that. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

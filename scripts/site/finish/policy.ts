import {createHash} from "node:crypto";

/**
 * The Content-Security-Policy of a page: only files of the site, and exactly the inline scripts whose texts are given.
 * WebAssembly may be compiled (DuckDB, Parquet, tfjs). Styles may be inline because Plot writes style attributes and a
 * style element into each chart; DuckDB runs in a worker made from a blob, and a file that a reader opens is read as one.
 */
export function contentSecurityPolicy(inlineScripts: readonly string[]): string {
  const hashes = [...new Set(inlineScripts.map(scriptHash))].sort();
  return [
    "default-src 'none'",
    `script-src 'self' 'wasm-unsafe-eval'${hashes.map((hash) => ` ${hash}`).join("")}`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self' blob:",
    "worker-src 'self' blob:",
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'none'"
  ].join("; ");
}

/** The source expression that allows one inline script, by the SHA-256 of its text. */
function scriptHash(text: string): string {
  return `'sha256-${createHash("sha256").update(text, "utf8").digest("base64")}'`;
}

import {text} from "node:stream/consumers";
import type {Browser, BrowserContext, Download, Page, Request} from "playwright-core";
import {startChromium} from "./chromium.js";

/** Anything that a reader's browser would complain about. */
export interface Fault {
  readonly kind: "console" | "exception" | "policy" | "foreign" | "failed";
  readonly text: string;
}

/** How a page is opened. */
export interface View {
  readonly scheme?: "light" | "dark";
  readonly width?: number;
  readonly height?: number;
  readonly reducedMotion?: boolean;
}

/** An opened page, with all that went wrong on it so far. */
export interface Opened {
  readonly page: Page;
  readonly faults: Fault[];
  /** Every request that the page made, in order. */
  readonly requests: Request[];
  close(): Promise<void>;
}

/** Runs something with a browser, and ends the browser whatever happens. */
export async function withBrowser<T>(use: (browser: Browser) => Promise<T>): Promise<T> {
  const browser = await startChromium();
  try {
    return await use(browser);
  } finally {
    await browser.close();
  }
}

/**
 * Opens an address in a context of its own and waits until the page has settled. Console errors, exceptions, violations of
 * the policy, failed requests and requests to other origins are collected in `faults`.
 */
export async function openPage(browser: Browser, url: string, view: View = {}): Promise<Opened> {
  const {scheme = "light", width = 1280, height = 900, reducedMotion = false} = view;
  const context: BrowserContext = await browser.newContext({
    viewport: {width, height},
    colorScheme: scheme,
    reducedMotion: reducedMotion ? "reduce" : "no-preference",
    serviceWorkers: "block"
  });
  const page = await context.newPage();
  const faults: Fault[] = [];
  const requests: Request[] = [];
  const {origin} = new URL(url);
  page.on("console", (message) => {
    if (message.type() === "error") faults.push({kind: "console", text: message.text()});
    if (message.text().startsWith(VIOLATION))
      faults.push({kind: "policy", text: message.text().slice(VIOLATION.length)});
  });
  page.on("pageerror", (error) => faults.push({kind: "exception", text: error.message}));
  page.on("request", (request) => {
    requests.push(request);
    const target = request.url();
    if (/^https?:/.test(target) && new URL(target).origin !== origin)
      faults.push({kind: "foreign", text: target});
  });
  page.on("requestfailed", (request) => {
    const reason = request.failure()?.errorText ?? "";
    if (reason !== "net::ERR_ABORTED") faults.push({kind: "failed", text: `${request.url()}: ${reason}`});
  });
  page.on("response", (response) => {
    if (response.status() >= 400)
      faults.push({kind: "failed", text: `${response.url()}: ${response.status()}`});
  });
  await page.addInitScript((mark) => {
    document.addEventListener("securitypolicyviolation", (event) => {
      console.info(
        `${mark}${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`
      );
    });
  }, VIOLATION);
  await page.goto(url);
  await settle(page);
  return {page, faults, requests, close: () => context.close()};
}

const VIOLATION = "policy-violation: ";

/** Waits until nothing is loading: no request for half a second, and no block of the page is pending. */
export async function settle(page: Page, timeout = 45_000): Promise<void> {
  await page.waitForLoadState("networkidle", {timeout});
  await page.waitForFunction(() => !document.querySelector("observablehq-loading"), undefined, {timeout});
  await page.waitForLoadState("networkidle", {timeout});
}

/** The errors that Framework shows on a page in place of a block. */
export async function shownErrors(page: Page): Promise<string[]> {
  return page.locator(".observablehq--error").allTextContents();
}

/** The text of a file that a page gave to download; the browser, and so the file, may be another process's. */
export async function downloaded(download: Download): Promise<string> {
  return text(await download.createReadStream());
}

/** What the page has loaded so far, as it came over the wire: bytes after gzip. */
export async function measure(opened: Opened): Promise<{requests: number; code: number; data: number}> {
  let code = 0;
  let data = 0;
  let requests = 0;
  for (const request of opened.requests) {
    if (!/^https?:/.test(request.url())) continue;
    requests++;
    const {responseBodySize} = await request.sizes();
    const type = request.resourceType();
    if (type === "script" || type === "stylesheet") code += responseBodySize;
    else if (type === "fetch" || type === "xhr") data += responseBodySize;
  }
  return {requests, code, data};
}

import {type Browser, chromium} from "playwright-core";
import {afterAll, beforeAll, inject} from "vitest";
import {type Opened, openPage, type View} from "./harness.js";

/** A reader of the tested site. Its parts may be used from the first test on. */
export interface Reader {
  readonly browser: Browser;
  /** The address of the site's front page. */
  readonly url: string;
  /** Opens a page at its address below the front page, and waits until it has settled. */
  open(path: string, view?: View): Promise<Opened>;
}

/** The one browser and the one server of all test files, for the tests of the file or the block that this is called in. */
export function useReader(): Reader {
  let browser: Browser | undefined;
  const url = inject("address");
  beforeAll(async () => {
    browser = await chromium.connect(inject("browser"));
  });
  // What was opened is closed; the browser itself goes on for the other files.
  afterAll(async () => browser?.close());
  const connected = () => {
    if (!browser) throw new Error("There is no browser yet: expected to be asked for one within a test.");
    return browser;
  };
  return {
    url,
    get browser() {
      return connected();
    },
    open: (path, view) => openPage(connected(), `${url}${path}`, view)
  };
}

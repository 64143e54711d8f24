import {readEnvironment} from "./data-loaders/environment.js";
import {listArtifacts} from "./scripts/site/artifacts/list.js";
import {basePath} from "./scripts/site/base.js";
import {sayWhatIsAbsent} from "./scripts/site/frame/absent.js";
import {colophon, headOf, masthead, type PageLink} from "./scripts/site/frame/frame.js";
import {descriptionOf, isWritten, parameterPages} from "./scripts/site/frame/pages.js";

const root = "src";
const title = "Almanac";
const {state} = readEnvironment();

/** The pages in the masthead; one line for each study. A page that is not written yet is left out. */
const pages: PageLink[] = [
  {name: "Today", path: "/index"},
  {name: "France", path: "/france"},
  {name: "Areas", path: "/brest"},
  {name: "Gas", path: "/gas"},
  {name: "Rain", path: "/rain"},
  {name: "Record", path: "/track-record"},
  {name: "Runs", path: "/runs"},
  {name: "Methods", path: "/methods"},
  {name: "Data", path: "/data"},
  {name: "Pipeline", path: "/pipeline"}
].filter(({path}) => isWritten(root, path));

interface Page {
  path: string;
}

export default {
  root,
  title,
  pages,
  base: basePath(),
  // A build goes into a folder of its own, and takes the place of dist/ when it is whole: see scripts/site/build.ts.
  output: process.env.ALMANAC_OUTPUT || "dist",
  style: "style/almanac.css",
  globalStylesheets: [],
  sidebar: false,
  pager: false,
  search: false,
  toc: {show: true, label: "On this page"},
  head: ({path}: Page) => headOf({description: descriptionOf(root, path)}),
  header: ({path}: Page) => masthead(title, pages, path, state),
  footer: () => colophon(state),
  dynamicPaths: () => [...listArtifacts(state).map((path) => `/${path}`), ...parameterPages(root, state)],
  markdownIt: (parser: Parameters<typeof sayWhatIsAbsent>[0]) => sayWhatIsAbsent(parser, state),
  duckdb: {extensions: {json: null, parquet: null}}
};

import {mkdirSync, mkdtempSync, rmSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {afterEach, beforeEach, describe, expect, it} from "vitest";
import {namesOfPages} from "../../scripts/site/finish/names.js";
import {descriptionOf, isWritten, parameterPages} from "../../scripts/site/frame/pages.js";

describe("the pages of towns beside the study's own page", () => {
  let folder: string;
  const root = () => join(folder, "src");
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "almanac-towns-"));
    mkdirSync(join(root(), "rain"), {recursive: true});
    mkdirSync(join(folder, "artifacts/api/rain"), {recursive: true});
    writeFileSync(join(root(), "rain.md"), "---\ntitle: Rain\ndescription: All towns.\n---\n");
    writeFileSync(join(root(), "rain/[town].md"), "---\ntitle: Rain tomorrow\ndescription: One town.\n---\n");
    const towns = [
      {id: "alice-springs", name: "Alice Springs"},
      {id: "perth", name: "Perth"}
    ];
    writeFileSync(join(folder, "artifacts/api/rain/towns.json"), JSON.stringify(towns));
  });
  afterEach(() => rmSync(folder, {recursive: true}));

  it("have an address for each town, and leave the study's to its page", () => {
    expect(parameterPages(root(), folder)).toEqual(["/rain/alice-springs", "/rain/perth"]);
    expect(isWritten(root(), "/rain")).toBe(true);
  });

  it("have the description of a town, and the study's page its own", () => {
    expect(descriptionOf(root(), "/rain/perth")).toBe("One town.");
    expect(descriptionOf(root(), "/rain")).toBe("All towns.");
  });

  it("are titled by the names of the towns, the study's page not", () => {
    const names = namesOfPages(join(folder, "artifacts"), ["rain.html", "rain/alice-springs.html"]);
    expect([...names]).toEqual([["rain/alice-springs.html", "Alice Springs"]]);
  });
});

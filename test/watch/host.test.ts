import {expect, it} from "vitest";
import {readHost} from "../../models/watch/host.js";

it("knows the repository and the log of the job where its host says so", () => {
  const host = {GITHUB_SERVER_URL: "https://git.example/", GITHUB_REPOSITORY: "some/almanac"};
  expect(readHost({...host, GITHUB_RUN_ID: "7"})).toEqual({
    repository: "https://git.example/some/almanac",
    log: "https://git.example/some/almanac/actions/runs/7"
  });
  expect(readHost({GITHUB_REPOSITORY: "a/b"})).toEqual({repository: "https://github.com/a/b"});
  expect(readHost({GITHUB_RUN_ID: "7", GITHUB_REPOSITORY: ""})).toEqual({});
});

it.each([
  [
    {GITHUB_REPOSITORY: "javascript:alert(1)"},
    /GITHUB_REPOSITORY="javascript.* expected an owner and a name/
  ],
  [{GITHUB_SERVER_URL: "javascript:alert(1)"}, /GITHUB_SERVER_URL=.* expected an http or https address/],
  [{GITHUB_RUN_ID: "1/../2"}, /GITHUB_RUN_ID=.* expected a number/]
])("refuses %j", (env, message) => {
  expect(() => readHost(env)).toThrow(message);
});

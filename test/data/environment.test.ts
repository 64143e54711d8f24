import {expect, it} from "vitest";
import {readEnvironment} from "../../data-loaders/environment.js";

it("reads what is set, and nothing that is not used", () => {
  const environment = readEnvironment({
    ...{ALMANAC_UPSTREAM: "http://127.0.0.1:8080/", ALMANAC_TODAY: "", ALMANAC_STATE: "/store"},
    ...{MLFLOW_TRACKING_URI: "https://mlflow.example/of/us/", MLFLOW_TRACKING_TOKEN: "t0ken"}
  });
  expect(environment).toEqual({
    ...{sources: "auto", upstream: "http://127.0.0.1:8080", state: "/store"},
    mlflow: "https://mlflow.example/of/us/"
  });
});

it.each([
  [
    {ALMANAC_UPSTREAM: "file:///etc"},
    /ALMANAC_UPSTREAM="file:\/\/\/etc" cannot be used: expected an http or https/
  ],
  [{ALMANAC_UPSTREAM: "localhost:80"}, /ALMANAC_UPSTREAM="localhost:80" cannot be used/],
  [{ALMANAC_TODAY: "25 December"}, /ALMANAC_TODAY="25 December" cannot be used/],
  [{ALMANAC_SOURCES: "none"}, /ALMANAC_SOURCES="none" cannot be used/],
  [
    {MLFLOW_TRACKING_URI: "sqlite:///mlflow.db"},
    /MLFLOW_TRACKING_URI="sqlite:[^"]*" cannot be used: expected an http/
  ],
  [{MLFLOW_TRACKING_URI: "ftp://me:p@ss@host"}, /MLFLOW_TRACKING_URI="ftp:\/\/…@host" cannot be used/]
])("refuses %j with the variable, its value and what is expected", (env, message) => {
  expect(() => readEnvironment(env)).toThrow(message);
});

import {expect, test} from "vitest";
import {ordered, selected} from "../../models/pipeline/graph.js";
import type {Step, Task} from "../../models/pipeline/task.js";

const task = (name: string, needs: string[] = [], step: Step = "train", study?: string): Task => ({
  ...{name, needs, step, study, params: null, run: "run"},
  module: new URL("file:///x.ts")
});

test("every task stands after its needs, else the order given is kept", () => {
  const tasks = [task("d", ["b", "c#file"]), task("c", ["a"]), task("b", ["a"]), task("a")];
  expect(ordered(tasks).map(({name}) => name)).toEqual(["a", "b", "c", "d"]);
});

test("a circle, an unknown need and two of a name are refused by name", () => {
  expect(() => ordered([task("a", ["b"]), task("b", ["c"]), task("c", ["a"])])).toThrow("a → b → c → a");
  expect(() => ordered([task("a", ["nothing"])])).toThrow('"a" needs "nothing"');
  expect(() => ordered([task("a"), task("a")])).toThrow('Two tasks have the name "a"');
});

const graph = [
  task("x/pull", [], "pull", "x"),
  task("x/roll", [], "train", "x"),
  task("y/roll", [], "train", "y"),
  task("all", [], "publish")
];

test("a selection by study and step", () => {
  expect([...selected(graph, {})]).toHaveLength(4);
  expect([...selected(graph, {study: ["x"]})]).toEqual(["x/pull", "x/roll", "all"]);
  expect([...selected(graph, {from: "train"})]).toEqual(["x/roll", "y/roll", "all"]);
  expect([...selected(graph, {only: "train", study: ["y"]})]).toEqual(["y/roll"]);
});

test("unknown names are answered with the known ones", () => {
  expect(() => selected(graph, {study: ["z"]})).toThrow('There is no study "z". Known: x, y.');
  expect(() => selected(graph, {from: "tarin"})).toThrow(
    /There is no step "tarin"\. Known: pull, features, train/
  );
  expect(() => selected(graph, {only: "all"})).toThrow(/There is no step "all"/);
  expect(() => selected(graph, {only: "train", from: "pull"})).toThrow("exclude each other");
});

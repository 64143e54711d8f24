import {updateTables} from "../../data-loaders/tables.js";

/** Brings tables of `france` up to date in the store of a folder, for a day, from a stand-in for its publishers; a test can kill it. */
const [folder, upstream, today] = process.argv.slice(2) as [string, string, string];
console.log("pulling");
const environment = {sources: "live" as const, upstream, today, state: `${folder}/store`};
await updateTables(["france-load", "france-weather", "france-calendar"], environment);

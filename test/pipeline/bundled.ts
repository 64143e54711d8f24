import {bundler} from "../../models/pipeline/code.js";

/** One bundler for all tests of a thread that edit no code: each module is bundled once. */
export const bundled = bundler();

import {brest} from "./brest.js";
import {france} from "./france.js";
import {gas} from "./gas.js";
import {rain} from "./rain.js";
import type {Study} from "./study.js";

/** The one list of studies, in the order of the site. A new study is one line here and files of its own. */
export const studies: readonly Study[] = [france as Study, brest as Study, gas as Study, rain as Study];

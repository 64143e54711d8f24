import {fileURLToPath} from "node:url";
import {firstPage} from "../scripts/site/frame/first-page.js";

process.stdout.write(firstPage(fileURLToPath(new URL("brest/[area].md", import.meta.url))));

import {printArtifact} from "../scripts/site/artifacts/print.js";

await printArtifact("feed.xml");

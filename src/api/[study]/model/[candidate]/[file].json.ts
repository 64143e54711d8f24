import {printArtifact} from "../../../../../scripts/site/artifacts/print.js";

await printArtifact("api/[study]/model/[candidate]/[file].json");

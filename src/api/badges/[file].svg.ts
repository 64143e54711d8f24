import {printArtifact} from "../../../scripts/site/artifacts/print.js";

await printArtifact("api/badges/[file].svg");

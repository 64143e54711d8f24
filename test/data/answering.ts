import {noCounts, type Pulls} from "../../data-loaders/pulls.js";

/** Pulls that are answered with bodies made from each chunk's own path, and its place among those that are asked for together. */
export function answering(body: (path: string, place: number) => string): Pulls {
  return {
    counts: noCounts(),
    accept: async () => {},
    pull: async (chunks) =>
      chunks.map((chunk, place) => {
        const {publisher, dataset} = chunk;
        const pulledAt = "2024-01-01T12:00:00.000Z";
        const record = {publisher, dataset, url: "", pulledAt, sha256: "", bytes: 0};
        return {chunk, bytes: new TextEncoder().encode(body(chunk.path, place)), record};
      })
  };
}

import {GCProfiler, getHeapStatistics} from "node:v8";

const sampleEvery = 200;

/** Samples the resident memory of the process, with all its threads; `end` gives the highest, in MB. */
export function watchProcessMemory(): {end: () => number} {
  let peak = process.memoryUsage.rss();
  const sample = (): void => {
    peak = Math.max(peak, process.memoryUsage.rss());
  };
  const timer = setInterval(sample, sampleEvery);
  timer.unref();
  return {
    end: () => {
      clearInterval(timer);
      sample();
      return Math.round(peak / 2 ** 20);
    }
  };
}

/**
 * Measures the highest memory of this thread until `end`, in MB (2²⁰ bytes): its JavaScript heap with its array buffers and WebAssembly
 * memories, but neither V8's own code nor what threads that it starts use. Exact at every garbage collection and at the end; as
 * memory only grows between these, the highest of them is the peak.
 */
export function watchThreadMemory(): {end: () => number} {
  const profiler = new GCProfiler();
  profiler.start();
  return {
    end: () => {
      const {used_heap_size: used, external_memory: external} = getHeapStatistics();
      const before = profiler
        .stop()
        .statistics.map(({beforeGC: {heapStatistics: heap}}) => heap.usedHeapSize + heap.externalMemory);
      return Math.round(before.reduce((peak, size) => Math.max(peak, size), used + external) / 2 ** 20);
    }
  };
}

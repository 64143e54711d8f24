/** How long a client still waits in vain, over all that it asks for. */
export interface Patience {
  /** Milliseconds that are left. */
  left(): number;
  /** Takes what was, or will be, waited between two instants of one clock; what overlaps with a wait before it counts once. */
  spend(from: number, to: number): void;
}

/** A patience of some milliseconds. */
export function createPatience(whole: number): Patience {
  let spent = 0;
  let until = Number.NEGATIVE_INFINITY;
  return {
    left: () => Math.max(0, whole - spent),
    spend(from, to) {
      const start = Math.max(from, until);
      if (to <= start) return;
      spent += to - start;
      until = to;
    }
  };
}

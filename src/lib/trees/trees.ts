/**
 * Binary trees as columns of their nodes, each tree in preorder: the left child of node i is i + 1. A node has a level, the
 * value of a prediction that ends there in units of the model's step: sums of levels are whole numbers, so they are exact.
 */
export interface Trees {
  /** The first node of each tree. */
  readonly roots: Uint32Array;
  /** The column that a node asks, −1 for a leaf. */
  readonly column: Int16Array;
  /** Which codes go left; see `numericRule` and `categoryRule`. */
  readonly rule: Int32Array;
  /** How far on the right child lies; 0 for a leaf. */
  readonly right: Int32Array;
  readonly level: Int32Array;
  /** Sets of codes that go left, 32 bytes each, a bit for each code. */
  readonly sets: Uint8Array;
}

/** Bytes of a set of codes. */
export const SET_BYTES = 32;

/** Codes up to `code` go left, and a missing value (code 0) where told. */
export function numericRule(code: number, missingLeft: boolean): number {
  return missingLeft ? code : 256 | (code - 1);
}

/** The codes in this set go left. */
export function categoryRule(set: number): number {
  return ~set;
}

/** A set of codes from a table with a 1 for each code in it. */
export function packSet(left: Uint8Array): Uint8Array {
  const bits = new Uint8Array(SET_BYTES);
  for (let code = 0; code < left.length; ++code) bits[code >> 3] |= left[code] << (code & 7);
  return bits;
}

/** What `numericRule` was made of. */
export function readNumericRule(rule: number): {code: number; missingLeft: boolean} {
  return rule < 256 ? {code: rule, missingLeft: true} : {code: (rule & 255) + 1, missingLeft: false};
}

/** The number of the set of a categorical node's rule, −1 for the rule of a number. */
export function setOf(rule: number): number {
  return rule < 0 ? ~rule : -1;
}

/** Whether a code goes to the right child of a node that is no leaf. */
export function goesRight({rule, sets}: Trees, node: number, code: number): boolean {
  const told = rule[node];
  if (told >= 0) return (told & 255) < ((code - (told >> 8)) & 255);
  return ((sets[SET_BYTES * ~told + (code >> 3)] >> (code & 7)) & 1) === 0;
}

/** The leaf at which a row ends. Codes lie as `codesOf` lays them, `rows` to a column. */
export function leafOf(
  {column, rule, right, sets}: Trees,
  root: number,
  codes: Uint8Array,
  rows: number,
  row: number
): number {
  let node = root;
  for (let asked = column[node]; asked >= 0; asked = column[node]) {
    const code = codes[asked * rows + row];
    const told = rule[node];
    // 1 where the code goes right; arithmetic, for a branch that nobody can foresee is slow.
    const other =
      told >= 0
        ? ((told & 255) - ((code - (told >> 8)) & 255)) >>> 31
        : 1 ^ ((sets[SET_BYTES * ~told + (code >> 3)] >> (code & 7)) & 1);
    node += 1 + ((right[node] - 1) & -other);
  }
  return node;
}

/** Adds the levels of trees from … to − 1 to the sums of all rows. */
export function addLevels(
  trees: Trees,
  codes: Uint8Array,
  sums: Float64Array,
  from = 0,
  to: number = trees.roots.length
): void {
  const rows = sums.length;
  // A block of rows stays in the cache while all trees see it.
  for (let start = 0; start < rows; start += 4096) {
    const end = Math.min(rows, start + 4096);
    for (let tree = from; tree < to; ++tree) {
      const root = trees.roots[tree];
      for (let row = start; row < end; ++row) sums[row] += trees.level[leafOf(trees, root, codes, rows, row)];
    }
  }
}

/** Where trees are written while they grow. */
export interface TreesWriter {
  /** Begins a tree. */
  readonly begin: () => void;
  /** Adds a node, in preorder, and returns its number. */
  readonly add: (column: number, rule: number, level: number) => number;
  /** Says that a node's right child is the next one that will be added. */
  readonly turn: (node: number) => void;
  /** Keeps a set of codes, a bit for each from the lowest on, and returns its number. */
  readonly addSet: (bits: Uint8Array) => number;
  /** The tree written last, as a view that holds until the next one is begun. */
  readonly last: () => Trees;
  /** The first `count` trees written so far, all unless told. */
  readonly close: (count?: number) => Trees;
}

/** An empty writer. */
export function writeTrees(): TreesWriter {
  const roots: number[] = [];
  let [nodes, sets] = [0, 0];
  let column = new Int16Array(1024);
  let rule = new Int32Array(1024);
  let right = new Int32Array(1024);
  let level = new Int32Array(1024);
  let bits = new Uint8Array(64 * SET_BYTES);
  const grow = () => {
    const length = 2 * column.length;
    column = grown(column, new Int16Array(length));
    rule = grown(rule, new Int32Array(length));
    right = grown(right, new Int32Array(length));
    level = grown(level, new Int32Array(length));
  };
  return {
    begin: () => void roots.push(nodes),
    add: (asked, codes, value) => {
      if (nodes === column.length) grow();
      column[nodes] = asked;
      rule[nodes] = codes;
      level[nodes] = value;
      return nodes++;
    },
    turn: (node) => void (right[node] = nodes - node),
    addSet: (set) => {
      if ((sets + 1) * SET_BYTES > bits.length) bits = grown(bits, new Uint8Array(2 * bits.length));
      bits.set(set, sets * SET_BYTES);
      return sets++;
    },
    last: () => {
      const from = roots[roots.length - 1];
      return {
        roots: Uint32Array.of(0),
        column: column.subarray(from, nodes),
        rule: rule.subarray(from, nodes),
        right: right.subarray(from, nodes),
        level: level.subarray(from, nodes),
        sets: bits
      };
    },
    close: (count = roots.length) => {
      const end = roots[count] ?? nodes;
      const usedSets = rule.subarray(0, end).reduce((most, codes) => Math.max(most, setOf(codes) + 1), 0);
      return {
        roots: Uint32Array.from(roots.slice(0, count)),
        column: column.slice(0, end),
        rule: rule.slice(0, end),
        right: right.slice(0, end),
        level: level.slice(0, end),
        sets: bits.slice(0, usedSets * SET_BYTES)
      };
    }
  };
}

function grown<A extends Int16Array | Int32Array | Uint8Array>(old: A, larger: A): A {
  larger.set(old);
  return larger;
}

/** Several groups of trees as one. */
export function joinTrees(groups: readonly Trees[]): Trees {
  if (groups.length === 1) return groups[0];
  let [nodes, sets] = [0, 0];
  const roots: number[] = [];
  const rules: Int32Array[] = [];
  for (const group of groups) {
    const [nodesBefore, setsBefore] = [nodes, sets];
    for (const root of group.roots) roots.push(root + nodesBefore);
    rules.push(group.rule.map((rule) => (rule < 0 ? rule - setsBefore : rule)));
    nodes += group.column.length;
    sets += group.sets.length / SET_BYTES;
  }
  return {
    roots: Uint32Array.from(roots),
    column: concatenate(
      groups.map(({column}) => column),
      new Int16Array(nodes)
    ),
    rule: concatenate(rules, new Int32Array(nodes)),
    right: concatenate(
      groups.map(({right}) => right),
      new Int32Array(nodes)
    ),
    level: concatenate(
      groups.map(({level}) => level),
      new Int32Array(nodes)
    ),
    sets: concatenate(
      groups.map((group) => group.sets),
      new Uint8Array(sets * SET_BYTES)
    )
  };
}

function concatenate<A extends Int16Array | Int32Array | Uint8Array>(parts: readonly A[], whole: A): A {
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

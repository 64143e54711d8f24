import {parseAst} from "rollup/parseAst";

/** One reference from a module to another file. */
export interface Reference {
  readonly kind: "static" | "dynamic" | "resolve";
  readonly specifier: string;
  /** Where the whole expression stands in the source. */
  readonly start: number;
  readonly end: number;
}

interface Node {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [key: string]: unknown;
}

/**
 * Every import, dynamic import and `import.meta.resolve` of a module whose target is written as a literal.
 * @throws when the source is not JavaScript.
 */
export function findReferences(source: string): Reference[] {
  const found: Reference[] = [];
  visit(parseAst(source) as unknown as Node, (node) => {
    const target = (node.type === "CallExpression" ? resolveArgument(node) : node.source) as Node | undefined;
    if (target?.type !== "Literal" || typeof target.value !== "string") return;
    const kind =
      node.type === "ImportExpression" ? "dynamic" : node.type === "CallExpression" ? "resolve" : "static";
    found.push({kind, specifier: target.value, start: node.start, end: node.end});
  });
  return found;
}

/** The argument of `import.meta.resolve(…)`, or undefined for any other call. */
function resolveArgument(node: Node): Node | undefined {
  const callee = node.callee as Node;
  const object = callee.object as Node | undefined;
  const named = (callee.property as Node | undefined)?.name === "resolve";
  return named && object?.type === "MetaProperty" ? (node.arguments as Node[])[0] : undefined;
}

function visit(node: Node, callback: (node: Node) => void): void {
  callback(node);
  for (const value of Object.values(node)) {
    if (Array.isArray(value)) for (const item of value) isNode(item) && visit(item, callback);
    else if (isNode(value)) visit(value, callback);
  }
}

function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null && typeof (value as Node).type === "string";
}

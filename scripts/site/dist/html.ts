import {type DefaultTreeAdapterTypes, parse, serialize} from "parse5";

export type Element = DefaultTreeAdapterTypes.Element;
export type Document = DefaultTreeAdapterTypes.Document;

/** A page as a tree; `serialize` of parse5 turns it back into text. */
export const parseHtml = (html: string): Document => parse(html);
export const printHtml = (document: Document): string => serialize(document);

/** All elements of a tree in the order of the text, `template` contents included. */
export function* elements(node: DefaultTreeAdapterTypes.Node): Generator<Element> {
  if ("tagName" in node) yield node;
  if ("childNodes" in node) for (const child of node.childNodes) yield* elements(child);
  if ("content" in node && node.content) yield* elements(node.content);
}

/** The value of an attribute, or undefined where the element has none of that name. */
export function attribute(element: Element, name: string): string | undefined {
  return element.attrs.find((attr) => attr.name === name)?.value;
}

/** Sets an attribute, whether it is there already or not. */
export function setAttribute(element: Element, name: string, value: string): void {
  const known = element.attrs.find((attr) => attr.name === name);
  if (known) known.value = value;
  else element.attrs.push({name, value});
}

/** The text within a `script`, `style` or `title`. */
export function textOf(element: Element): string {
  return element.childNodes.map((child) => ("value" in child ? child.value : "")).join("");
}

/** Replaces all that is within an element by a text. */
export function setText(element: Element, value: string): void {
  element.childNodes = [{nodeName: "#text", value, parentNode: element} as DefaultTreeAdapterTypes.TextNode];
}

/** Takes an element out of its tree. */
export function remove(element: Element): void {
  const parent = element.parentNode;
  if (parent) parent.childNodes = parent.childNodes.filter((child) => child !== element);
}

/** Puts a new element into `parent`, before `before` or at its end. */
export function insert(
  parent: Element,
  tagName: string,
  attrs: Readonly<Record<string, string>>,
  before?: DefaultTreeAdapterTypes.ChildNode
): Element {
  const element: Element = {
    nodeName: tagName,
    tagName,
    namespaceURI: parent.namespaceURI,
    attrs: Object.entries(attrs).map(([name, value]) => ({name, value})),
    childNodes: [],
    parentNode: parent
  };
  const at = before ? parent.childNodes.indexOf(before) : -1;
  parent.childNodes.splice(at < 0 ? parent.childNodes.length : at, 0, element);
  return element;
}

/** The `head` of a page; parse5 makes one where the text has none. */
export function headOfDocument(document: Document): Element {
  for (const element of elements(document)) if (element.tagName === "head") return element;
  throw new Error("A page without a head: parse5 should have made one.");
}

/** Whether a script holds JavaScript (and not JSON or another type of data). */
export function isScript(element: Element): boolean {
  const type = attribute(element, "type")?.toLowerCase();
  return (
    element.tagName === "script" &&
    (!type || /^(module|text\/javascript|application\/javascript)$/.test(type))
  );
}

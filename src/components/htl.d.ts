/** What the components use of htl 0.3.1, which has no types: escaped interpolation into HTML and SVG. */
declare module "npm:htl" {
  export function html(strings: TemplateStringsArray, ...values: unknown[]): HTMLElement;
  export function svg(strings: TemplateStringsArray, ...values: unknown[]): SVGElement;
}

/** Framework's name for d3, with the types of the package. */
declare module "npm:d3" {
  export * from "d3";
}

/** The one build of tfjs that Framework's bundler takes, with the types of the package. */
declare module "npm:@tensorflow/tfjs/dist/tf.fesm.min.js" {
  export * from "@tensorflow/tfjs";
}

import {readFileSync} from "node:fs";
import {describe, expect, it} from "vitest";

const css = readFileSync(new URL("../../src/style/colours.css", import.meta.url), "utf8");
const STUDIES = ["france", "brest", "gas", "rain", "regions"];

/** The variables with a colour in the block for one theme. */
function palette(block: string): Record<string, string> {
  return Object.fromEntries(
    [...block.matchAll(/--([\w-]+):\s*(#[0-9a-f]{6});/g)].map(([, name, value]) => [name, value])
  );
}
const [light, dark] = css.split("@media (prefers-color-scheme: dark)").map(palette) as [
  Record<string, string>,
  Record<string, string>
];

type Triple = [number, number, number];

/** Linear-light red, green and blue (sRGB, IEC 61966-2-1). */
function linear(hex: string): Triple {
  return [1, 3, 5].map((i) => {
    const c = Number.parseInt(hex.slice(i, i + 2), 16) / 255;
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  }) as Triple;
}

/** Contrast ratio of WCAG 2. */
function contrast(a: string, b: string): number {
  const [x, y] = [a, b].map((hex) => {
    const [r, g, bl] = linear(hex);
    return 0.2126 * r + 0.7152 * g + 0.0722 * bl;
  }) as [number, number];
  return (Math.max(x, y) + 0.05) / (Math.min(x, y) + 0.05);
}

/** How colours look with full deuteranopia and protanopia: Machado, Oliveira and Fernandes (2009). */
const VISION: Record<string, Triple[]> = {
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881]
  ],
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998]
  ]
};

/** Distance in OKLab (Ottosson 2020) of two colours as someone with that vision sees them. */
function difference(a: string, b: string, vision: Triple[]): number {
  const [x, y] = [a, b].map((hex) => {
    const rgb = linear(hex);
    const [r, g, bl] = vision.map((row) =>
      clamp(row[0] * rgb[0] + row[1] * rgb[1] + row[2] * rgb[2])
    ) as Triple;
    const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * bl);
    const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * bl);
    const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * bl);
    return [
      0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
      1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
      0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s
    ];
  }) as [number[], number[]];
  return Math.hypot(...x.map((value, i) => value - y[i]!));
}

const clamp = (value: number) => Math.min(1, Math.max(0, value));

describe.each([
  ["light", light],
  ["dark", dark]
] as const)("the %s theme", (_, colours) => {
  const text = ["ink", "muted", "warning", "reference", ...STUDIES.map((study) => `study-${study}`)];

  it.each(text)("--%s is readable as text on both grounds", (name) => {
    for (const ground of ["paper", "paper-alt"])
      expect(contrast(colours[name]!, colours[ground]!)).toBeGreaterThanOrEqual(4.5);
  });

  it.each(Object.keys(VISION))("studies stay apart with %s", (vision) => {
    for (const [i, a] of STUDIES.entries())
      for (const b of STUDIES.slice(0, i))
        expect(
          difference(colours[`study-${a}`]!, colours[`study-${b}`]!, VISION[vision]!),
          `${a} and ${b}`
        ).toBeGreaterThan(0.04);
  });
});

it("black on white has the contrast of 21 : 1 by WCAG", () => {
  expect(contrast("#000000", "#ffffff")).toBeCloseTo(21, 10);
});

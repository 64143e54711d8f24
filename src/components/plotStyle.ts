/** Options that all charts share: transparent ground, the page's sans serif, tabular figures, no clipped labels. */
export const plotStyle = {
  background: "transparent",
  color: "var(--ink)",
  fontFamily: "var(--sans-serif)",
  fontSize: "12px",
  fontVariant: "tabular-nums",
  overflow: "visible"
} as const;

/** Ink with a halo in the colour of the page, which keeps a label legible on lines; Plot fills nothing that has a stroke by itself. */
export const halo = {
  fill: "var(--ink)",
  stroke: "var(--paper)",
  strokeWidth: 4,
  paintOrder: "stroke"
} as const;

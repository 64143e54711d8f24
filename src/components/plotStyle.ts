/** Options that all charts share: transparent ground, the page's sans serif, tabular figures, no clipped labels. */
export const plotStyle = {
  background: "transparent",
  color: "var(--ink)",
  fontFamily: "var(--sans-serif)",
  fontSize: "12px",
  fontVariant: "tabular-nums",
  overflow: "visible"
} as const;

/** A halo in the colour of the page that keeps a label legible on lines. */
export const halo = {stroke: "var(--paper)", strokeWidth: 4, paintOrder: "stroke"} as const;

import plugin from "@rollup/plugin-commonjs";
import type {Plugin} from "rollup";

/** Rollup's CommonJS plugin; under NodeNext-like resolution its default export is not seen as callable, so it is typed here. */
export const commonjs = plugin as unknown as (options: {
  requireReturnsDefault?: "preferred";
  esmExternals?: boolean;
}) => Plugin;

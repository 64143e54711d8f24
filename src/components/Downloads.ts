import {html} from "npm:htl";
import {DataTable} from "./DataTable.js";

/** Stable addresses with what they hold and their format. */
export function Downloads(
  files: readonly (readonly [href: string, what: string, format: string])[]
): HTMLElement {
  return DataTable(
    files,
    [
      {label: "What", value: ([href, what]) => html`<a href=${href}>${what}</a>`, long: true},
      {label: "Format", value: ([, , format]) => format},
      {label: "Address", value: ([href]) => html`<code>${href.replace(/^\.+/, "")}</code>`, wideOnly: true}
    ],
    {caption: "Downloads"}
  );
}

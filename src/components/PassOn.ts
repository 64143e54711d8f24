import {html} from "npm:htl";

/** A button that copies an address, and says where it is if it may not. */
export function LinkButton(address: () => string): HTMLElement {
  const said = html`<span role="status"></span>`;
  const button = html`<button type="button">Copy link</button>`;
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(address());
      said.textContent = "Link copied.";
    } catch {
      said.textContent = "The link is in the address bar.";
    }
  });
  return html`<span>${button} ${said}</span>`;
}

/** A button that saves numbers as a file. */
export function CsvButton(csv: () => string, {label, file}: {label: string; file: string}): HTMLElement {
  const button = html`<button type="button">${label}</button>`;
  button.addEventListener("click", () => {
    const href = URL.createObjectURL(new Blob([csv()], {type: "text/csv"}));
    html`<a href=${href} download=${file}></a>`.click();
    setTimeout(() => URL.revokeObjectURL(href), 10_000);
  });
  return button;
}

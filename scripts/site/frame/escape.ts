/** Text as HTML. */
export function escapeHtml(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}

/**
 * Text as HTML within a page's Markdown, on one line: a blank line there ends the HTML, and Framework runs what stands in ${…} or
 * in a block of code.
 */
export function escapeMarkdown(text: string): string {
  return escapeHtml(text)
    .replace(/\s+/g, " ")
    .replace(/[$`{}[\]\\*_~]/g, (character) => `&#${character.charCodeAt(0)};`);
}

import {escapeHtml} from "./escape.js";

/** Hours after which an edition is old: one is due every night, and the next may be late. */
export const oldAfterHours = 36;

/**
 * A line that appears by itself at the top of a page once its edition is old, also in a tab that stays open: the page compares the reader's
 * clock with the edition's instant, and asks nobody. It stands before the first paint; where it comes later it lies over the page. So nothing moves.
 * @param edition instant in ISO 8601
 */
export function oldNotice(edition: string): string {
  return `<p class="notice old-edition" role="status" data-edition="${escapeHtml(edition)}" hidden><strong>This page may be out of date.</strong> Its edition was made <span></span> ago, and there should be a new one every night. Load it again; if this line stays, the editions since then could not be made.</p>
<script>${script}</script>`;
}

// The same text on every page, so that its hash in the policy is the same too.
const script = `
(() => {
  const line = document.querySelector(".old-edition");
  const made = Date.parse(line.dataset.edition);
  let seen = false;
  const look = () => {
    const hours = Math.floor((Date.now() - made) / 3600000);
    const old = hours >= ${oldAfterHours};
    if (old) line.querySelector("span").textContent = hours >= 48 ? Math.floor(hours / 24) + " days" : hours + " hours";
    line.classList.toggle("late", old && (line.hidden ? seen : line.classList.contains("late")));
    line.hidden = !old;
    seen = true;
  };
  look();
  setInterval(look, 600000);
  addEventListener("pageshow", look);
  document.addEventListener("visibilitychange", look);
})();
`;

import {html} from "npm:htl";

/**
 * A place that makes its content when a reader comes near it, or asks for it by keyboard. Its height is reserved, `narrow` on a phone; what fails is said in
 * the place itself, with a button to try again. Where the page's address names its `anchor`, it is made at once and scrolled to.
 */
export function OnSight(
  make: () => Promise<Node>,
  {
    height,
    narrow = height,
    what,
    anchor,
    margin = "400px"
  }: {height: number; narrow?: number; what: string; anchor?: string; margin?: string}
): HTMLElement {
  const place = html`<div class="on-sight"></div>`;
  place.style.minHeight = `${innerWidth < 640 ? narrow : height}px`;
  const load = async () => {
    place.replaceChildren(html`<p class="on-sight-note" role="status">Loading ${what} …</p>`);
    try {
      place.replaceChildren(await make());
    } catch (error) {
      console.warn(error);
      const again = html`<button type="button">Try again</button>`;
      again.addEventListener("click", load);
      const reason = error instanceof Error ? error.message : String(error);
      place.replaceChildren(
        html`<p class="on-sight-note" role="alert">Could not load ${what}: ${reason} ${again}</p>`
      );
    }
  };
  const button = html`<button type="button">Load ${what}</button>`;
  button.addEventListener("click", load);
  place.append(html`<p class="on-sight-note">${button}</p>`);
  const observer = new IntersectionObserver(
    (entries) => {
      if (!entries.some(({isIntersecting}) => isIntersecting)) return;
      observer.disconnect();
      load();
    },
    {rootMargin: margin}
  );
  if (anchor !== undefined && location.hash === `#${anchor}`)
    load().then(() => document.getElementById(anchor)?.scrollIntoView());
  else observer.observe(place);
  return place;
}

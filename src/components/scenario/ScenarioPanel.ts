import {html} from "npm:htl";
import {CsvButton, LinkButton} from "../PassOn.js";

/** A form of knobs. `set` puts them into other positions without a call of its `onInput`. */
export interface KnobControls<K> {
  readonly form: HTMLElement;
  readonly set: (knobs: K) => void;
}

export interface ScenarioPanelOptions<K, A> {
  /** Where the panel opens, and what was wrong in the page's address. */
  readonly opening: {readonly knobs: K; readonly problems: readonly string[]};
  /** The knobs as the query of an address. */
  readonly write: (knobs: K) => string;
  readonly answer: (knobs: K) => A | Promise<A>;
  readonly knobs: (positions: K, onInput: (knobs: K) => void) => KnobControls<K>;
  /** Buttons that move several knobs at once, from where they are. */
  readonly presets: readonly {readonly label: string; readonly move: (knobs: K) => K}[];
  /** What shows an answer, and how it is brought up to the next one. */
  readonly show: (answer: A) => {readonly node: Node; readonly update: (answer: A) => void};
  readonly csv: {readonly text: (answer: A) => string; readonly file: string};
}

/** How long the knobs must rest before the page's address follows, ms: some browsers refuse more than three changes a second. */
const PAUSE = 350;

/**
 * A scenario: presets and knobs beside what shows the answer, a link to it and its numbers as CSV. Knobs that move while an answer is
 * made wait, and only their last position is answered.
 */
export async function ScenarioPanel<K, A>({
  opening,
  write,
  answer,
  knobs: makeKnobs,
  presets,
  show,
  csv
}: ScenarioPanelOptions<K, A>): Promise<HTMLElement> {
  let knobs = opening.knobs;
  let shown = await answer(knobs);
  const {node, update} = show(shown);
  const trouble = html`<div role="alert"></div>`;
  let running = false;
  let waiting = false;
  const run = async () => {
    waiting = running;
    if (running) return;
    running = true;
    try {
      shown = await answer(knobs);
      update(shown);
      trouble.replaceChildren();
    } catch (error) {
      trouble.replaceChildren(
        html`<p class="notice">This scenario could not be answered: ${error instanceof Error ? error.message : String(error)}</p>`
      );
    }
    running = false;
    if (waiting) await run();
  };
  const address = () => {
    const url = new URL(location.href);
    url.search = write(knobs);
    url.hash = "what-if";
    return url.href;
  };
  let pause: ReturnType<typeof setTimeout> | undefined;
  const move = (next: K) => {
    knobs = next;
    clearTimeout(pause);
    pause = setTimeout(() => history.replaceState(history.state, "", address()), PAUSE);
    run();
  };
  const {form, set} = makeKnobs(knobs, move);
  const buttons = presets.map(({label, move: preset}) => {
    const button = html`<button type="button">${label}</button>`;
    button.addEventListener("click", () => {
      const next = preset(knobs);
      set(next);
      move(next);
    });
    return button;
  });
  return html`<div>
    ${opening.problems.length ? html`<p class="notice" role="status">Part of this link could not be used: ${opening.problems.join("; ")}.</p>` : null}
    <p class="presets">${buttons.flatMap((button) => [button, " "])}</p>
    <div class="what-if">
      <div>${form}<p class="presets">${LinkButton(address)} ${CsvButton(() => csv.text(shown), {label: "Scenario as CSV", file: csv.file})}</p></div>
      <div>${trouble}${node}</div>
    </div>
  </div>`;
}

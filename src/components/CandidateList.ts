import {html} from "npm:htl";
import type {Methods} from "../lib/artifacts/study.js";
import {sentence} from "../lib/format.js";
import {parametersInWords} from "../lib/report/parameters.js";
import {webAddress} from "../lib/web-address.js";

type StudyMethod = Methods["studies"][number];

/** The candidates of a study: what each does, its source, its parameters, and which is champion; the same with other seeds are left out. */
export function CandidateList({candidates}: StudyMethod): HTMLElement {
  const kinds = {model: "candidate", baseline: "simple rule", reference: "official forecast"} as const;
  const shown = candidates.filter(({seedOf}) => seedOf === undefined);
  return html`<div>${shown.map(({label, kind, alias, description, source, params, combines}) => {
    const parameters = Object.entries(params).map(([name, value]) => `${name} ${value}`);
    const words = parametersInWords(params);
    return html`<section class="candidate">
      <h4>${label} <span class="candidate-kind">${alias ?? kinds[kind]}</span></h4>
      <p>${description}${source ? html` Source: <a href=${webAddress(source.url)}>${source.title}</a>.` : null}</p>
      ${combines?.length ? html`<p class="small">Combines ${labels(candidates, combines).join(", ")}.</p>` : null}
      ${words.length ? html`<p>${sentence(words.join("; "))}</p>` : null}
      ${parameters.length ? html`<p class="small">All parameters: ${parameters.join(", ")}.</p>` : null}
    </section>`;
  })}</div>`;
}

function labels(candidates: StudyMethod["candidates"], names: readonly string[]): string[] {
  return names.map((name) => candidates.find((candidate) => candidate.name === name)?.label ?? name);
}

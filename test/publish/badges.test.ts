import {SaxesParser} from "saxes";
import {describe, expect, it} from "vitest";
import {badgeSvg, badges} from "../../models/publish/badges.js";
import type {PublishedStudy} from "../../models/publish/published.js";

const provenance = (mode: string) => ({mode, asOf: "2024-12-24", sources: []});
const published = (
  more: object = {},
  byLead: object = {mape: 1.2345},
  metrics: object = {}
): PublishedStudy =>
  ({
    report: {study: "france", title: "France: load", kind: "number", provenance: provenance("live"), ...more},
    backtest: {
      champion: "net",
      candidates: [
        {
          name: "net",
          metrics,
          byLead: [
            {lead: 1, ...byLead},
            {lead: 2, mape: 9}
          ]
        }
      ]
    }
  }) as unknown as PublishedStudy;
const words = (svg: string) => /<title>(.*)<\/title>/.exec(svg)![1]!.replaceAll("\u00a0", " ");
const of = (study: PublishedStudy, what: string) =>
  badges("2024-12-25T06:00:00Z", [study])[`api/badges/france-${what}.svg`]!;

describe("badges", () => {
  it("say how fresh a study's data is", () => {
    expect(words(of(published(), "state"))).toBe("France: live");
    expect(words(of(published({provenance: provenance("recorded")}), "state"))).toBe(
      "France: recorded data, 24 Dec 2024"
    );
    expect(words(of({...published(), failure: "HTTP 503"}, "state"))).toBe("France: not made anew, live");
    const absent = [{study: "gas", title: "Gas: price", question: "", failure: ""}];
    expect(Object.keys(badges("2024-12-25T06:00:00Z", [], absent))).toEqual(["api/badges/gas-state.svg"]);
  });

  it("say how good a champion was: the error a day ahead, of a chance F1 or Brier's score", () => {
    expect(words(of(published(), "score"))).toBe("France: error a day ahead: 1.23 %");
    expect(words(of(published({}, {mape: null}), "score"))).toMatch(/not scored yet$/);
    const chance = (metrics: object) => of(published({kind: "probability"}, {}, metrics), "score");
    expect(words(chance({f1: 0.718, brier: 0.09}))).toBe("France: F1: 0.718");
    expect(words(chance({f1: null, brier: 0.0902}))).toBe("France: Brier score: 0.090");
  });

  it("take the score with weather as uncertain as a real forecast, where there is one", () => {
    const study = published();
    const [net] = study.backtest.candidates;
    Object.assign(net!, {byLeadDegraded: [{lead: 1, mape: 1.5}]});
    expect(words(of(study, "score"))).toContain("1.50 %");
  });

  it("are well-formed, name themselves, load nothing, and keep markup apart", () => {
    const svg = badgeSvg({label: 'a <b> & "c"', value: "</text><script>", tone: "bad"});
    const seen: string[] = [];
    const parser = new SaxesParser({xmlns: true});
    parser.on("error", (error) => {
      throw error;
    });
    parser.on("opentag", ({name}) => void seen.push(name));
    parser.write(svg).close();
    expect(new Set(seen)).toEqual(new Set(["svg", "title", "rect", "g", "text"]));
    expect(svg).toContain(
      'role="img" aria-label="a &lt;b&gt; &amp; &quot;c&quot;: &lt;/text&gt;&lt;script&gt;"'
    );
    expect(svg.replace('xmlns="http://www.w3.org/2000/svg"', "")).not.toMatch(
      /https?:|url\(|href|@import|style/
    );
  });
});

import{html as n}from"../_npm/htl@0.3.1/cbae4f4e.js";import{r as v,w as g,t as u,D as w,u as y,c as T,v as D,f as d,x as S,z as j,a as C,b as p}from"./common.96dc1ccd.js";import"../_npm/@observablehq/plot@0.6.17/2a93d257.js";function O({candidates:e}){const r={model:"candidate",baseline:"simple rule",reference:"official forecast"},o=e.filter(({seedOf:a})=>a===void 0);return n`<div>${o.map(({label:a,kind:s,alias:t,description:i,source:l,params:c,combines:h})=>{const f=Object.entries(c).map(([$,b])=>`${$} ${b}`),m=v(c);return n`<section class="candidate">
      <h4>${a} <span class="candidate-kind">${t??r[s]}</span></h4>
      <p>${i}${l?n` Source: <a href=${g(l.url)}>${l.title}</a>.`:null}</p>
      ${h?.length?n`<p class="small">Combines ${_(e,h).join(", ")}.</p>`:null}
      ${m.length?n`<p>${u(m.join("; "))}</p>`:null}
      ${f.length?n`<p class="small">All parameters: ${f.join(", ")}.</p>`:null}
    </section>`})}</div>`}function _(e,r){return r.map(o=>e.find(a=>a.name===o)?.label??o)}function z({candidates:e,decisions:r,timeZone:o,title:a}){const s=t=>e.find(i=>i.name===t)?.label??t;return w(r.slice(0,20),[{label:"Origin",value:({origin:t})=>T(o,Date.parse(t))},{label:"Champion",value:({champion:t})=>s(t)},{label:"Challenger",value:({challenger:t})=>t===null?"\u2013":s(t)},{label:"Test",value:y},{label:"Why",value:({reason:t})=>D(t,e),long:!0}],{caption:`Decisions on the champion of ${a}`})}const k={log:"a ratio",relative:"a share of the forecast",absolute:"a difference"};function I({intervals:e}){if(!e)return[n`<strong>Bounds.</strong>`," Those of a probability say how well the chance itself is known, and are no interval of the outcome: ",n`<a href="#bounds">how they are made</a>`,"."];const{window:r,error:o,rate:a}=e;return[n`<strong>Intervals.</strong>`,` From the errors of the last ${d(r,"forecast")}, each measured as ${k[o]}; the level moves in steps of ${a}.`]}function M(e){const{title:r,question:o,page:a,scheme:s,step:t,timeZone:i,rule:l}=e,c=d(s.horizon,S(t));return n`<section class=${`study-methods study-${e.study}`}>
    <h3>${r}</h3>
    <p>${o} Each model forecasts from midnight ${j(i)} of every day, ${C(s.origins)} times from ${p(s.from)} to ${p(s.to)}, ${c} each time. Scores are computed on ${s.rows}. <a href=${`.${a}`}>The report</a>, <a href=${`./methods${a}`}>what is particular to it</a>.</p>
    <p><strong>The rule.</strong> ${u(l.words)}${l.test?` Whether a difference is more than chance is told by the ${l.test}.`:""}</p>
    <p>${I(e)}</p>
    ${z(e)}
    ${O(e)}
  </section>`}var N=Object.freeze({__proto__:null,StudyMethods:M});export{N as m0};

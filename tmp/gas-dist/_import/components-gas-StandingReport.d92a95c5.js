import{html as p}from"../_npm/htl@0.3.1/cbae4f4e.js";import{D as h,a as m,b as d}from"./common.96dc1ccd.js";import{g,a as w}from"./gas.ba71010c.js";import"../_npm/@observablehq/plot@0.6.17/2a93d257.js";const $=[1,2,5,10,20,30];function u({candidates:a,unit:o},t,e){const[s]=a;return h(a,[{label:"Candidate",value:({label:r})=>r},...$.map(r=>({label:r===1?"1 day":String(r),numeric:!0,value:n=>{const l=n===s,i=(l?n.byLead:n.ratios?.byLead)?.find(f=>f.lead===r)?.[t];return i==null?"\u2013":l?`${m(i,4)} ${o}`:m(i,3)}}))],{caption:e,visibleCaption:!0})}function b(a,{source:o}){const{from:t,to:e,rows:s}=a.scheme;return p`<div>
    <p>${g(a)} ${w(a)}</p>
    ${u(a,"crps","CRPS over that of the random walk, whose distribution is its errors of the last 1,000 days, by gas days ahead")}
    ${u(a,"rmse","Root mean squared error over that of the random walk, by gas days ahead")}
    <p class="small">Below 1 a candidate is better than the random walk. Scored on ${s}, from origins of ${d(t)} to ${d(e)}. ${o}</p>
  </div>`}export{b as StandingReport};

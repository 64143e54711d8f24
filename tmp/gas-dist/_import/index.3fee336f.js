import{e as p,q as s,g as t}from"./common.96dc1ccd.js";import"../_npm/htl@0.3.1/cbae4f4e.js";import"../_npm/@observablehq/plot@0.6.17/2a93d257.js";export{p as m0,s as m1,t as m2};

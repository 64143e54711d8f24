import type {GasResponses} from "../../../src/lib/artifacts/gas.js";
import {shockOrder} from "../../../src/lib/gas/shocks.js";
import {aboutSeries, gasVector} from "../../../src/lib/gas/vector.js";
import {addDays} from "../../../src/lib/time/zone.js";
import {fitVar} from "../../../src/lib/var/fit.js";
import {lagOrder} from "../../../src/lib/var/order.js";
import {differences, type Panel, panelRows} from "../../../src/lib/var/panel.js";
import {stability} from "../../../src/lib/var/stability.js";
import {candidates} from "../candidates.js";
import {type GasData, horizon} from "../data.js";
import {vectorPanel} from "../joint/panel.js";
import {sharesOf} from "./decomposition.js";
import {inOrder} from "./order.js";
import {naturalResponses, type ResponseOptions} from "./responses.js";
import {rounded} from "./rounded.js";
import {cointegrationTests, grangerTests, unitRootTests} from "./series-tests.js";

/** Bootstrap draws: the bounds of 95 % have some twelve beyond them. */
const draws = 500;
const seed = 20180301;
const target = "sap";

/** What is estimated from the levels alone. */
export type Moves = Omit<
  GasResponses,
  "study" | "unit" | "issuedAt" | "provenance" | "origin" | "window" | "series"
>;

/** What moves what, in the window and with the lags that the candidate `var` has at the last origin. @throws where there is too little data for its lags. */
export function gasMoves(data: GasData): Pick<GasResponses, "window" | "series"> & Moves {
  const params = candidates.find(({name}) => name === "var")?.params;
  if (!params) throw new Error("gas: expected a candidate var, found none");
  const {panel, from} = vectorPanel(data);
  const last = data.rows[data.rows.length - 1];
  const due = last - (last % (params.every as number));
  const levels = inOrder(panelRows(panel, 0, due - from + 1), shockOrder);
  return {
    window: {
      from: addDays(data.first, from + 1),
      to: addDays(data.first, due),
      rows: levels.rows - 1
    },
    series: shockOrder.map((id) => {
      const place = gasVector.findIndex((one) => one.id === id);
      return {...aboutSeries(gasVector[place]), last: data.vector[place][last]};
    }),
    ...movesOf(levels, params.most as number, {steps: horizon, draws, seed})
  };
}

/**
 * The same of any levels of the vector, or of some of its series with the price among them, in the order in which their shocks are told apart.
 * @param most lags that Akaike's criterion chooses from
 */
export function movesOf(levels: Panel, most: number, options: ResponseOptions): Moves {
  const changes = differences(levels);
  const {byOrder, chosen} = lagOrder(changes, most);
  // Where the past says nothing, one lag is there to be tested.
  const lags = Math.max(1, chosen.aic);
  const fit = fitVar(changes, lags);
  const {stable, largest} = stability(fit);
  const order = levels.names;
  const isSystem = (name: string) => name.startsWith("smp_");
  const systemFirst = [
    ...order.filter((name) => name !== target && !isSystem(name)),
    ...order.filter(isSystem),
    target
  ];
  return {
    lags: {
      ...{used: lags, most, chosen},
      byOrder: byOrder.map(({aic, bic, hq, fpe}, lags) => ({
        ...{lags, aic: rounded(aic), bic: rounded(bic), hq: rounded(hq), fpe: rounded(fpe)}
      }))
    },
    stability: {stable, largest: rounded(largest)},
    bootstrap: {draws: options.draws, seed: options.seed},
    shocks: naturalResponses(fit, changes, options),
    decompositions: [order, systemFirst].map((order) => sharesOf(changes, lags, {order, target})),
    granger: grangerTests(fit, target),
    unitRoots: unitRootTests(levels, changes),
    cointegration: cointegrationTests(levels, lags)
  };
}

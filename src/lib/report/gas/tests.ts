import type {BacktestReport} from "../../artifacts/backtest.js";
import type {GasResponses} from "../../artifacts/gas.js";
import {formatCount, formatNumber, formatPercent, sentence} from "../../format.js";
import {inWords, listed, seriesWords} from "./series-names.js";

/** Below this p a test counts as speaking against its null hypothesis. */
const level = 0.05;
const names = (ids: readonly string[]) => listed(ids.map((id) => seriesWords(id).name));

/** What lag orders the criteria take, and whether the model returns. */
export function lagText({lags, stability}: GasResponses): string {
  const {aic, bic, hq, fpe} = lags.chosen;
  return (
    `Of up to ${lags.most} lags, Akaike’s criterion takes ${aic}, the final prediction error ${fpe}, Hannan and Quinn’s ${hq} and Schwarz’s ${bic}; the model here has ${lags.used}. ` +
    `Its largest root is ${formatNumber(stability.largest, 3)}: ${stability.stable ? "below 1, so that a shock to the daily changes dies out, and the levels come to rest" : "not below 1, so that a shock to the daily changes does not die out, and the responses below mean little"}.`
  );
}

/** Which series help to forecast the price within the record, and which it helps to forecast; and what that was worth day by day. */
export function grangerText({granger}: GasResponses, backtest: BacktestReport): string {
  const alone = granger.filter(({causing, caused}) => causing.length === 1 && caused === "sap");
  const back = granger.filter(({caused}) => caused !== "sap");
  const found = (tests: typeof granger) => tests.filter(({p}) => p < level);
  const helping = found(alone).map(({causing}) => causing[0]);
  const helped = found(back).map(({caused}) => caused);
  const counted = (ids: readonly string[]) =>
    ids.length === 0 ? "none" : `${inWords(ids.length)} (${names(ids)})`;
  const tests = inWords(alone.length);
  return (
    `Of the ${tests} other series, the past of ${counted(helping)} helps to explain the next price at the 5 % level; the past of the price helps to explain ${counted(helped)}. ` +
    `${sentence(tests).slice(0, -1)} tests at 5 % find ${formatNumber(level * alone.length, 2)} of one by chance. ${forecastText(backtest)}`
  );
}

function forecastText({candidates}: BacktestReport): string {
  const ratio = candidates
    .find(({name}) => name === "var")
    ?.ratios?.byLead.find(({lead}) => lead === 1)?.rmse;
  if (ratio == null) return "To explain within the record is not to forecast.";
  const apart = formatPercent(100 * Math.abs(ratio - 1), 1);
  return ratio > 1
    ? `To explain within the record is not to forecast: issued day by day, this VAR’s root mean squared error is ${apart} larger than the random walk’s one day ahead.`
    : `Issued day by day, this VAR’s root mean squared error is ${apart} smaller than the random walk’s one day ahead.`;
}

/** What the tests for unit roots say of levels and changes, and so of the model. */
export function unitRootText({unitRoots}: GasResponses): string {
  const of = (kind: "level" | "difference") => unitRoots.filter((one) => one.of === kind);
  const unitRoot = (kind: "level" | "difference") => of(kind).filter(({adf}) => adf.p >= level);
  const moving = (kind: "level" | "difference") => of(kind).filter(({kpss}) => kpss.p < level);
  const all = of("level").length;
  const ids = (tests: typeof unitRoots) => tests.map(({series}) => series);
  const left = ids(unitRoot("difference"));
  const odd = ids(moving("difference"));
  const changes =
    left.length === 0
      ? "For the changes ADF rejects one throughout"
      : `For the changes ADF leaves one in ${names(left)}`;
  const second =
    odd.length === 0 ? "and KPSS finds nothing against them" : `but KPSS speaks against ${names(odd)}`;
  return `ADF cannot rule out a unit root in the levels of ${inWords(unitRoot("level").length)} of the ${inWords(all)} series, and KPSS speaks against stationary levels in ${inWords(moving("level").length)}. ${changes}, ${second}. That is why the model is one of differences; what returns to a normal by itself, as temperature does, loses its pull by it.`;
}

/** What Johansen's test says of relations between the levels, and so of the model. */
export function cointegrationText({cointegration, series}: GasResponses): string {
  const {rank} = cointegration;
  const width = series.length;
  const relations =
    rank === 0
      ? "The trace test finds no relation that the levels keep: a model of differences leaves nothing out."
      : rank < width
        ? `The trace test finds ${formatCount(rank, "relation")} that the levels keep, which a model of differences leaves out.`
        : `The trace test rejects every number of relations below ${inWords(width)}, which would make all levels stationary. Take that with care: its critical values hold for errors that vary alike in all years, and those of 2022 do not. That there are relations, which a model of differences leaves out, follows from the market’s rules: the system prices are made from the price.`;
  return rank === 0
    ? relations
    : `${relations} The shrunk VAR in the table of scores has such relations: error correction.`;
}

/** A data set as its publisher describes it: what every figure made from it must be able to cite. */
export interface Source {
  readonly publisher: string;
  readonly dataset: string;
  readonly title: string;
  readonly licence: string;
  readonly citation: string;
  readonly url: string;
}

/** One thing that is wrong with a built site. */
export interface Finding {
  /** The file below the site's folder. */
  readonly page: string;
  readonly problem: string;
  readonly remedy: string;
}

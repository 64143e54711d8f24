import {calendarTable} from "../calendar.js";
import {brestSample} from "./brest-load.js";

/** Public and school holidays for the load of areas. */
export const brestCalendar = calendarTable(
  "brest-calendar",
  "Areas: public and school holidays, daily",
  brestSample
);

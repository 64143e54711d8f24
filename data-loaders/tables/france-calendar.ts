import {calendarTable} from "../calendar.js";
import {franceSample} from "./france-load.js";

/** Public and school holidays for the national load. */
export const franceCalendar = calendarTable(
  "france-calendar",
  "France: public and school holidays, daily",
  franceSample
);

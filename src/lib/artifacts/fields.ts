import {z} from "zod";

/*
 * The shapes of everything that is published under /api are in this folder, one schema for each artifact: the publisher validates with it, tests turn
 * it into JSON Schema, pages import its type only. Here is what their fields are made of.
 */

export const instant = z.iso.datetime();
export const day = z.iso.date();
/** An address that a page may link to. */
export const link = z.url({protocol: /^https?$/});
export const number = z.number();
export const nullable = z.number().nullable();
export const column = z.array(nullable);

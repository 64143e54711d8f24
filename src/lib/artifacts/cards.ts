import {z} from "zod";
import {instant, nullable, number} from "./fields.js";
import {provenanceSchema} from "./provenance.js";

export const studiesSchema = z.array(
  z.object({
    study: z.string(),
    title: z.string(),
    question: z.string(),
    target: z.string(),
    unit: z.string(),
    step: z.string(),
    horizon: number,
    page: z.string(),
    champion: z.string(),
    issuedAt: instant,
    provenance: provenanceSchema
  })
);
export type Studies = z.infer<typeof studiesSchema>;

/** What the front page says of a study's forecast: /api/<study>/card.json. */
export const cardSchema = z.object({
  study: z.string(),
  unit: z.string(),
  issuedAt: instant,
  provenance: provenanceSchema,
  /** The finding as a sentence without its full stop. */
  headline: z.string(),
  /** The finding as a clause that can stand beside those of other studies, as it is written within a sentence. */
  short: z.string(),
  /** How far its main figure is from what is usual at this time of the year, as a share of that; null where that is not known. */
  unusual: nullable,
  sentence: z.string(),
  rows: z.array(z.object({label: z.string(), value: z.string()})),
  /** What was observed before the forecast, and the forecast with its 80 % interval. Of one series; a study of many has `bars`, or none. */
  picture: z
    .object({
      label: z.string(),
      observed: z.array(z.object({time: instant, value: nullable})),
      ahead: z.array(z.object({time: instant, value: number, lo80: number, hi80: number}))
    })
    .optional(),
  /** In its place for a study of many series: some of them, each a bar from 0 with what is usual for it as a tick. */
  bars: z
    .object({
      label: z.string(),
      /** The value at the end of the axis: 1 for probabilities. */
      most: number,
      rows: z.array(
        z.object({
          name: z.string(),
          value: number,
          usual: nullable,
          /** The value as it is written. */
          text: z.string()
        })
      )
    })
    .optional(),
  source: z.string()
});
export type Card = z.infer<typeof cardSchema>;

/** A line of what was observed and what is forecast. */
export type CardPicture = NonNullable<Card["picture"]>;

/** Bars of several series. */
export type CardBars = NonNullable<Card["bars"]>;

/** All cards of the front page: /api/cards.json. A study that this edition has no forecast of has a card that says why. */
export const cardsSchema = z.object({
  edition: instant,
  /** The findings of the edition as one sentence without its full stop. */
  headline: z.string(),
  cards: z.array(
    z.object({
      study: z.string(),
      title: z.string(),
      question: z.string(),
      page: z.string(),
      status: z.enum(["ok", "stale", "degraded", "absent"]),
      message: z.string().optional(),
      forecast: cardSchema
        .omit({study: true})
        .extend({horizon: number, step: z.string(), timeZone: z.string()})
        .nullable()
    })
  )
});
export type Cards = z.infer<typeof cardsSchema>;

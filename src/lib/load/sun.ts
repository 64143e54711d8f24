import {cities} from "./cities.js";

/**
 * The sun over the cities. The cosine of the zenith angle follows from declination and equation of time in Spencer's
 * Fourier form (Search 2 (5), 1971), good to a few minutes of arc: far finer than the cloud cover it meets.
 */

const RAD = Math.PI / 180;
const DAY = 86_400_000;

/** Sine of the solar elevation at an instant (ms UTC) and place (degrees), negative at night. */
export function sineOfElevation(time: number, latitude: number, longitude: number): number {
  const days = time / DAY;
  const yearStart = Date.UTC(new Date(time).getUTCFullYear(), 0, 1) / DAY;
  const b = (2 * Math.PI * (days - yearStart)) / 365.25;
  const declination =
    0.006918 -
    0.399912 * Math.cos(b) +
    0.070257 * Math.sin(b) -
    0.006758 * Math.cos(2 * b) +
    0.000907 * Math.sin(2 * b) -
    0.002697 * Math.cos(3 * b) +
    0.00148 * Math.sin(3 * b);
  const equation =
    (0.000075 +
      0.001868 * Math.cos(b) -
      0.032077 * Math.sin(b) -
      0.014615 * Math.cos(2 * b) -
      0.040849 * Math.sin(2 * b)) /
    RAD;
  const hourAngle = ((days - Math.floor(days)) * 360 - 180 + longitude + equation) * RAD;
  return (
    Math.sin(latitude * RAD) * Math.sin(declination) +
    Math.cos(latitude * RAD) * Math.cos(declination) * Math.cos(hourAngle)
  );
}

/** Global radiation in W/m² under a cloud cover in 0 … 1 (Kasten and Czeplak, Solar Energy 24, 1980, their form 1 − 0.75 c^3.4 rounded to c³). */
export function radiation(sine: number, cloud: number): number {
  return sine <= 0 ? 0 : 750 * sine * (1 - 0.75 * cloud * cloud * cloud);
}

/**
 * Photovoltaic power that each city stands for, MW: regional capacity at the end of 2022 (RTE and others, Panorama de
 * l'électricité renouvelable au 31 décembre 2022, https://assets.rte-france.com/prod/public/2023-02/Pano-2022-T4.pdf).
 */
const panels: Readonly<Record<string, number>> = {
  paris: 400 + 780, // Île-de-France, Centre-Val de Loire
  lyon: 1_870 + 600, // Auvergne-Rhône-Alpes, Bourgogne-Franche-Comté
  marseille: 1_850 + 240, // Provence-Alpes-Côte d'Azur, Corse
  toulouse: 2_870, // Occitanie
  lille: 480 + 320, // Hauts-de-France, Normandie
  limoges: 1_800, // Nouvelle-Aquitaine, half
  nantes: 1_080, // Pays de la Loire
  strasbourg: 1_160, // Grand Est
  brest: 500, // Bretagne
  bayonne: 1_800 // Nouvelle-Aquitaine, half
};

const total = cities.reduce((sum, {id}) => sum + panels[id], 0);

/** Share of France's photovoltaic power that each city stands for, in the order of the cities. */
export const photovoltaicShare: readonly number[] = cities.map(({id}) => panels[id] / total);

/** A city whose weather stands for a part of France. */
export interface City {
  readonly id: string;
  readonly name: string;
  /** Degrees north. */
  readonly latitude: number;
  /** Degrees east. */
  readonly longitude: number;
  /** Share of metropolitan France's people who live in the regions that it stands for; the ten add up to 1. */
  readonly weight: number;
}

/**
 * People in the regions that each city stands for, in thousands: INSEE, populations légales 2021 (published December
 * 2023), https://www.insee.fr/fr/statistiques/7728783. Corsica goes with Marseille. Where a region lies between two
 * cities it is divided.
 */
const people: readonly (readonly [
  id: string,
  name: string,
  latitude: number,
  longitude: number,
  thousands: number
])[] = [
  ["paris", "Paris", 48.8566, 2.3522, 12_317 + 2_573 * 0.7 + 3_328 * 0.3], // Île-de-France, most of Centre-Val de Loire, eastern Normandie
  ["lyon", "Lyon", 45.764, 4.8357, 8_114 * 0.85 + 2_800 * 0.5], // Auvergne-Rhône-Alpes without its west, southern Bourgogne-Franche-Comté
  ["marseille", "Marseille", 43.2965, 5.3698, 5_128 + 347 + 6_022 * 0.35], // Provence-Alpes-Côte d'Azur, Corse, eastern Occitanie
  ["toulouse", "Toulouse", 43.6047, 1.4442, 6_022 * 0.65], // western Occitanie
  ["lille", "Lille", 50.6292, 3.0573, 5_995 + 3_328 * 0.3], // Hauts-de-France, northern Normandie
  ["limoges", "Limoges", 45.8336, 1.2611, 6_069 * 0.35 + 8_114 * 0.15 + 2_573 * 0.3], // inner Nouvelle-Aquitaine, western Auvergne, southern Centre
  ["nantes", "Nantes", 47.2184, -1.5536, 3_853 + 6_069 * 0.15], // Pays de la Loire, northern Nouvelle-Aquitaine
  ["strasbourg", "Strasbourg", 48.5734, 7.7521, 5_561 + 2_800 * 0.5], // Grand Est, northern Bourgogne-Franche-Comté
  ["brest", "Brest", 48.3904, -4.4861, 3_394 + 3_328 * 0.4], // Bretagne, western Normandie
  ["bayonne", "Bayonne", 43.4929, -1.4748, 6_069 * 0.5] // coastal Nouvelle-Aquitaine
];

const total = people.reduce((sum, [, , , , thousands]) => sum + thousands, 0);

/** The ten cities that stand for metropolitan France, with their weights. */
export const cities: readonly City[] = people.map(([id, name, latitude, longitude, thousands]) => ({
  id,
  name,
  latitude,
  longitude,
  weight: thousands / total
}));

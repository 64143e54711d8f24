/** A state or territory of Australia; NI is Norfolk Island. */
export type State = "ACT" | "NI" | "NSW" | "NT" | "QLD" | "SA" | "TAS" | "VIC" | "WA";

/** A climate zone, from wet and hot to dry. */
export type Climate = "tropical" | "subtropical" | "temperate" | "arid" | "desert";

/** The Bureau of Meteorology's files of a town. */
export interface BomFiles {
  /** Id of the product: `IDCJDW####`. */
  readonly product: string;
  /** The place that the files name. */
  readonly place: string;
  /** Ids of the stations whose rain may stand in the files: more than one where the station moved. */
  readonly sites: readonly string[];
}

/** A town whose weather is observed. */
export interface Town {
  /** Its name in the table, as in weatherAUS: `AliceSprings`. */
  readonly station: string;
  /** Its id in addresses: `alice-springs`. */
  readonly id: string;
  /** Its name on pages: `Alice Springs`. */
  readonly name: string;
  readonly state: State;
  /** Degrees north of the station: negative. */
  readonly latitude: number;
  /** Degrees east of the station. */
  readonly longitude: number;
  readonly climate: Climate;
  /** IANA name. */
  readonly timeZone: string;
  readonly bom?: BomFiles;
  /** Why it has no files of the Bureau's, where it has none: the end of a sentence. */
  readonly withoutFiles?: string;
}

/**
 * The 49 towns of weatherAUS. Coordinates, to 0.01°: those of the station in the Bureau of Meteorology's station directory
 * (http://www.bom.gov.au/climate/data/stations/), for Perth the metropolitan station, for Richmond the air base in New South
 * Wales. Climate zones: as the public mapping of these stations has them, which follows Köppen's classes
 * (https://github.com/tristandatascience/aussie_weather_flow, data/CodeVilleClimat.csv).
 */
const places: readonly (readonly [
  station: string,
  name: string,
  state: State,
  latitude: number,
  longitude: number,
  climate: Climate
])[] = [
  ["Adelaide", "Adelaide", "SA", -34.93, 138.58, "temperate"],
  ["Albany", "Albany", "WA", -35.03, 117.88, "subtropical"],
  ["Albury", "Albury", "NSW", -36.07, 146.95, "temperate"],
  ["AliceSprings", "Alice Springs", "NT", -23.8, 133.89, "arid"],
  ["BadgerysCreek", "Badgerys Creek", "NSW", -33.9, 150.73, "temperate"],
  ["Ballarat", "Ballarat", "VIC", -37.51, 143.79, "temperate"],
  ["Bendigo", "Bendigo", "VIC", -36.74, 144.33, "temperate"],
  ["Brisbane", "Brisbane", "QLD", -27.48, 153.04, "subtropical"],
  ["Cairns", "Cairns", "QLD", -16.87, 145.75, "subtropical"],
  ["Canberra", "Canberra", "ACT", -35.31, 149.2, "temperate"],
  ["Cobar", "Cobar", "NSW", -31.48, 145.83, "arid"],
  ["CoffsHarbour", "Coffs Harbour", "NSW", -30.32, 153.12, "subtropical"],
  ["Dartmoor", "Dartmoor", "VIC", -37.92, 141.26, "temperate"],
  ["Darwin", "Darwin", "NT", -12.42, 130.89, "tropical"],
  ["GoldCoast", "Gold Coast", "QLD", -27.94, 153.43, "subtropical"],
  ["Hobart", "Hobart", "TAS", -42.89, 147.33, "temperate"],
  ["Katherine", "Katherine", "NT", -14.52, 132.38, "tropical"],
  ["Launceston", "Launceston", "TAS", -41.42, 147.12, "temperate"],
  ["Melbourne", "Melbourne", "VIC", -37.83, 144.98, "temperate"],
  ["MelbourneAirport", "Melbourne Airport", "VIC", -37.67, 144.83, "temperate"],
  ["Mildura", "Mildura", "VIC", -34.24, 142.09, "arid"],
  ["Moree", "Moree", "NSW", -29.49, 149.85, "subtropical"],
  ["MountGambier", "Mount Gambier", "SA", -37.75, 140.77, "temperate"],
  ["MountGinini", "Mount Ginini", "ACT", -35.53, 148.77, "temperate"],
  ["Newcastle", "Newcastle", "NSW", -32.92, 151.8, "temperate"],
  ["Nhil", "Nhill", "VIC", -36.31, 141.65, "temperate"],
  ["NorahHead", "Norah Head", "NSW", -33.28, 151.58, "temperate"],
  ["NorfolkIsland", "Norfolk Island", "NI", -29.04, 167.94, "temperate"],
  ["Nuriootpa", "Nuriootpa", "SA", -34.48, 139.01, "temperate"],
  ["PearceRAAF", "Pearce RAAF", "WA", -31.67, 116.02, "temperate"],
  ["Penrith", "Penrith", "NSW", -33.72, 150.68, "temperate"],
  ["Perth", "Perth", "WA", -31.92, 115.87, "temperate"],
  ["PerthAirport", "Perth Airport", "WA", -31.93, 115.98, "temperate"],
  ["Portland", "Portland", "VIC", -38.31, 141.47, "temperate"],
  ["Richmond", "Richmond", "NSW", -33.6, 150.78, "temperate"],
  ["Sale", "Sale", "VIC", -38.12, 147.13, "temperate"],
  ["SalmonGums", "Salmon Gums", "WA", -32.99, 121.62, "arid"],
  ["Sydney", "Sydney", "NSW", -33.86, 151.21, "temperate"],
  ["SydneyAirport", "Sydney Airport", "NSW", -33.95, 151.17, "temperate"],
  ["Townsville", "Townsville", "QLD", -19.25, 146.77, "subtropical"],
  ["Tuggeranong", "Tuggeranong", "ACT", -35.42, 149.09, "temperate"],
  ["Uluru", "Uluru", "NT", -25.19, 130.97, "desert"],
  ["WaggaWagga", "Wagga Wagga", "NSW", -35.16, 147.46, "temperate"],
  ["Walpole", "Walpole", "WA", -34.95, 116.72, "temperate"],
  ["Watsonia", "Watsonia", "VIC", -37.74, 145.1, "temperate"],
  ["Williamtown", "Williamtown", "NSW", -32.79, 151.84, "temperate"],
  ["Witchcliffe", "Witchcliffe", "WA", -34.03, 115.1, "temperate"],
  ["Wollongong", "Wollongong", "NSW", -34.37, 150.93, "temperate"],
  ["Woomera", "Woomera", "SA", -31.16, 136.81, "desert"]
];

/** The Bureau's product of each town, the station of its rain, and the place that the files name, from the files themselves. */
const files: Readonly<Record<string, readonly [product: string, site: string, place: string]>> = {
  Adelaide: ["IDCJDW5081", "023000", "Adelaide (West Terrace / Ngayirdapira), South Australia"],
  Albany: ["IDCJDW6001", "009500", "Albany, Western Australia"],
  Albury: ["IDCJDW2002", "072160", "Albury-Wodonga"],
  AliceSprings: ["IDCJDW8002", "015590", "Alice Springs, Northern Territory"],
  BadgerysCreek: ["IDCJDW2005", "067108", "Badgerys Creek, New South Wales"],
  Ballarat: ["IDCJDW3005", "089002", "Ballarat, Victoria"],
  Bendigo: ["IDCJDW3008", "081123", "Bendigo, Victoria"],
  Brisbane: ["IDCJDW4019", "040913", "Brisbane, Queensland"],
  Cairns: ["IDCJDW4024", "031011", "Cairns, Queensland"],
  Canberra: ["IDCJDW2801", "070351", "Canberra, Australian Capital Territory"],
  Cobar: ["IDCJDW2029", "048027", "Cobar, New South Wales"],
  CoffsHarbour: ["IDCJDW2030", "059151", "Coffs Harbour, New South Wales"],
  Dartmoor: ["IDCJDW3101", "090194", "Dartmoor, Victoria"],
  Darwin: ["IDCJDW8014", "014015", "Darwin, Northern Territory"],
  GoldCoast: ["IDCJDW4050", "040764", "Gold Coast, Queensland"],
  Hobart: ["IDCJDW7021", "094029", "Hobart, Tasmania"],
  Katherine: ["IDCJDW8048", "014932", "Tindal RAAF, Northern Territory"],
  Launceston: ["IDCJDW7025", "091237", "Launceston, Tasmania"],
  Melbourne: ["IDCJDW3033", "086338", "Melbourne (Olympic Park), Victoria"],
  MelbourneAirport: ["IDCJDW3049", "086282", "Melbourne Airport, Victoria"],
  Mildura: ["IDCJDW3051", "076031", "Mildura, Victoria"],
  Moree: ["IDCJDW2084", "053115", "Moree, New South Wales"],
  MountGambier: ["IDCJDW5041", "026021", "Mount Gambier, South Australia"],
  MountGinini: ["IDCJDW2804", "070349", "Mount Ginini"],
  Newcastle: ["IDCJDW2097", "061055", "Newcastle, New South Wales"],
  Nhil: ["IDCJDW3059", "078015", "Nhill, Victoria"],
  NorahHead: ["IDCJDW2099", "061366", "Norah Head, New South Wales"],
  NorfolkIsland: ["IDCJDW2100", "200288", "Norfolk Island"],
  Nuriootpa: ["IDCJDW5049", "023373", "Nuriootpa, South Australia"],
  PearceRAAF: ["IDCJDW6108", "009053", "Pearce RAAF Base, Western Australia"],
  Penrith: ["IDCJDW2111", "067113", "Penrith, New South Wales"],
  PerthAirport: ["IDCJDW6110", "009021", "Perth Airport, Western Australia"],
  Portland: ["IDCJDW3068", "090171", "Portland, Victoria"],
  Sale: ["IDCJDW3022", "085072", "Sale, Victoria"],
  SalmonGums: ["IDCJDW6119", "012071", "Salmon Gums, Western Australia"],
  Sydney: ["IDCJDW2124", "066214", "Sydney, New South Wales"],
  SydneyAirport: ["IDCJDW2125", "066037", "Sydney Airport, New South Wales"],
  Townsville: ["IDCJDW4128", "032040", "Townsville, Queensland"],
  Tuggeranong: ["IDCJDW2802", "070339", "Tuggeranong, Australian Capital Territory"],
  Uluru: ["IDCJDW8056", "015635", "Yulara, Northern Territory"],
  WaggaWagga: ["IDCJDW2139", "072150", "Wagga Wagga, New South Wales"],
  Walpole: ["IDCJDW6138", "009998", "Walpole, Western Australia"],
  Watsonia: ["IDCJDW3079", "086068", "Watsonia, Victoria"],
  Williamtown: ["IDCJDW2145", "061078", "Williamtown, New South Wales"],
  Witchcliffe: ["IDCJDW6081", "109521", "Witchcliffe (Margaret River District), Western Australia"],
  Wollongong: ["IDCJDW2014", "068228", "Bellambi, New South Wales"],
  Woomera: ["IDCJDW5072", "016001", "Woomera, South Australia"]
};

/** The towns for which the public mapping names the files of another place, and which one. */
const mistaken: Readonly<Record<string, string>> = {
  Perth: "the public mapping gives it the product IDCJDW2012, which is Bathurst in New South Wales",
  Richmond:
    "the public mapping gives it the product IDCJDW4100, which is Richmond in Queensland, and weatherAUS has Richmond in New South Wales"
};

const timeZones: Readonly<Record<State, string>> = {
  ACT: "Australia/Sydney",
  NI: "Pacific/Norfolk",
  NSW: "Australia/Sydney",
  NT: "Australia/Darwin",
  QLD: "Australia/Brisbane",
  SA: "Australia/Adelaide",
  TAS: "Australia/Hobart",
  VIC: "Australia/Melbourne",
  WA: "Australia/Perth"
};

/** The 49 towns, by their names in the table. */
export const towns: readonly Town[] = places.map(([station, name, state, latitude, longitude, climate]) => ({
  station,
  id: name.toLowerCase().replaceAll(" ", "-"),
  name,
  state,
  latitude,
  longitude,
  climate,
  timeZone: timeZones[state],
  ...filesOf(station)
}));

function filesOf(station: string): Pick<Town, "bom" | "withoutFiles"> {
  if (!(station in files)) return {withoutFiles: mistaken[station]};
  const [product, site, place] = files[station];
  return {bom: {product, place, sites: [site]}};
}

/** The town with a name in the table; throws with the names that there are. */
export function townOf(station: string): Town {
  const found = towns.find((town) => town.station === station);
  if (found) return found;
  throw new Error(
    `unknown town "${station}": there are ${towns.map((town) => town.station).join(", ")}. Give one of them, or add it to src/lib/towns.ts.`
  );
}

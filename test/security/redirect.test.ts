import {expect, it} from "vitest";
import {bomChunk} from "../../data-loaders/bom.js";
import {educationChunk} from "../../data-loaders/education.js";
import {followed} from "../../data-loaders/http/redirect.js";
import {areaChunks, odreChunks} from "../../data-loaders/odre.js";
import {forecastChunk, weatherChunks} from "../../data-loaders/open-meteo.js";
import {rattleChunk} from "../../data-loaders/rattle.js";
import {someTowns} from "../data/bom-world.js";

const day = Date.UTC(2024, 0, 1);
const group = {places: [{id: "a", name: "A", latitude: 1, longitude: 2}], prefix: ""};

/** The origins that pulls go to, each publisher's own. */
const origins = [
  odreChunks(day, day + 1, day),
  areaChunks("242900314", day, day + 1, day),
  weatherChunks(group, day, day + 1, day),
  forecastChunk(group, day, day + 1),
  educationChunk(),
  bomChunk(someTowns[0].bom!, "2024-08", "2024-09-01", ""),
  rattleChunk()
]
  .flat()
  .map(({origin}) => origin);

it.each([...new Set(origins)])("%s may send us elsewhere on itself, and nowhere else", (origin) => {
  const from = `${origin}/some/path?query=1`;
  const {hostname} = new URL(origin);
  expect(followed(from, "/other?x=2", 302)).toEqual({url: `${origin}/other?x=2`});
  expect(followed(from, "next", 302)).toEqual({url: `${origin}/some/next`});
  for (const location of [
    "https://example.org/",
    "//example.org/rows",
    "https://127.0.0.1/",
    "https://localhost:8080/",
    "https://[::1]/",
    "https://0x7f000001/",
    "https://169.254.169.254/latest/meta-data/",
    `https://${hostname}.example.org/`,
    `https://${hostname}:8443/`,
    `https://${hostname}@example.org/`,
    `https:\\\\example.org/${hostname}`
  ])
    expect(followed(from, location, 302), location).toMatchObject({
      problem: expect.stringMatching(/to another host, https:.* is refused|name and password is refused/)
    });
  for (const location of [
    `http://${hostname}/`,
    `file://${hostname}/etc/passwd`,
    `ftp://${hostname}/rows`,
    "javascript:alert(1)",
    "data:text/csv,a;b"
  ])
    expect(followed(from, location, 301), location).toMatchObject({
      problem: expect.stringMatching(/^a redirect \(301\) from https: to \w+: is refused$/)
    });
  expect(followed(from, `https://me:secret@${hostname}/`, 301)).toEqual({
    problem: "a redirect (301) to an address with a name and password is refused"
  });
  expect(followed(from, "https://[", 301)).toMatchObject({problem: expect.stringContaining("that is none")});
});

it("every publisher is asked by https", () => {
  for (const origin of origins) expect(origin).toMatch(/^https:\/\/[a-z0-9.-]+$/);
  expect(new Set(origins).size).toBe(6);
});

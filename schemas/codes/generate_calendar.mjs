// Writes the days on which the State Council's calendar departs from "Monday to Friday", from the
// npm package chinese-days: holidays and make-up workdays, in order of date.
//   node generate_calendar.mjs NODE_MODULES OUT.tsv
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const [modules, output] = process.argv.slice(2);
const calendar = JSON.parse(
  readFileSync(join(modules, "chinese-days", "dist", "chinese-days.json"), "utf8"),
);

const rows = [];
function addDays(days, kind) {
  for (const date of Object.keys(days)) {
    if (!/^\d{4}-\d{2}-\d{2}$/.test(date)) throw new Error(`chinese-days has a bad date ${date}`);
    rows.push([date, kind]);
  }
}
addDays(calendar.holidays, "holiday");
addDays(calendar.workdays, "workday");

rows.sort((a, b) => (a[0] < b[0] ? -1 : 1));
for (let i = 1; i < rows.length; ++i) {
  if (rows[i][0] === rows[i - 1][0]) throw new Error(`${rows[i][0]} is both holiday and workday`);
}
const lines = rows.map((row) => row.join("\t"));
writeFileSync(output, ["date\tkind", ...lines, ""].join("\n"));

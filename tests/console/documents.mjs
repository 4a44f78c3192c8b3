// A printed document as its reader has it: a PDF whose fonts it brings along and whose words can be taken out.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

const embeddedColumn = /\b(yes|no) +(yes|no) +(yes|no) +\d+ +\d+$/;

/** Fetches what a link offers, in the page's session. `words`: what it must say. */
export async function checkDocument(walker, link, name, words) {
  const answer = await walker.page.request.get(walker.server.origin + (await link.getAttribute('href')));
  assert.equal(answer.status(), 200);
  assert.equal(answer.headers()['content-type'], 'application/pdf');
  const bytes = await answer.body();
  assert.equal(bytes.subarray(0, 4).toString('latin1'), '%PDF');
  const file = join(walker.shots, `${walker.name}-${name}-${walker.language}.pdf`);
  writeFileSync(file, bytes);
  const fonts = execFileSync('pdffonts', [file], { encoding: 'utf8' }).trim().split('\n').slice(2);
  assert.ok(fonts.length > 0, 'it has fonts');
  for (const font of fonts) {
    const [, embedded, , unicode] = embeddedColumn.exec(font.trim()) ?? [];
    assert.deepEqual([embedded, unicode], ['yes', 'yes'], `embedded and readable: ${font}`);
  }
  const text = execFileSync('pdftotext', [file, '-'], { encoding: 'utf8' }).replace(/\s+/g, '');
  for (const word of words) assert.ok(text.includes(word.replace(/\s+/g, '')), `${name} says ${word}`);
}

// The check of a signature as docs/notices.md prints it, on one message: node check_webhook.mjs GUIDE
// MESSAGE, where MESSAGE is a file of {"secret", "headers", "body"}. Ends non-zero unless the message is
// taken, and the same with another secret, another body or an old timestamp is not.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const [guide, message] = process.argv.slice(2);
const [, code] = /```js\n([\s\S]*?)```/.exec(readFileSync(guide, 'utf8'));
const place = mkdtempSync(join(tmpdir(), 'talent_webhook_'));
try {
  writeFileSync(join(place, 'check.mjs'), code);
  const { isFromTalentd } = await import(pathToFileURL(join(place, 'check.mjs')));
  const { secret, headers, body } = JSON.parse(readFileSync(message, 'utf8'));
  const now = Number(headers['webhook-timestamp']);
  const other = 'whsec_' + Buffer.alloc(32, 7).toString('base64');
  const said = [
    isFromTalentd(secret, headers, body, now + 10),
    !isFromTalentd(other, headers, body, now),
    !isFromTalentd(secret, headers, body + ' ', now),
    !isFromTalentd(secret, { ...headers, 'webhook-id': 'another' }, body, now),
    !isFromTalentd(secret, headers, body, now + 301),
  ];
  console.log(said.join(' '));
  process.exitCode = said.every(Boolean) ? 0 : 1;
} finally {
  rmSync(place, { recursive: true, force: true });
}

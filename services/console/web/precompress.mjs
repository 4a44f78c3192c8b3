// Writes NAME.br and NAME.gz beside each file that gets smaller by it: talentd serves them as they are.
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

const out = resolve(process.env.TALENT_CONSOLE_OUT ?? '../../../build/console');
const compressible = /\.(html|js|css|json|svg|txt|webmanifest)$/;

async function* filesOf(directory) {
    for (const entry of await readdir(directory, { withFileTypes: true })) {
        const name = join(directory, entry.name);
        if (entry.isDirectory()) yield* filesOf(name);
        else yield name;
    }
}

for await (const name of filesOf(out)) {
    if (!compressible.test(name)) continue;
    const plain = await readFile(name);
    const forms = {
        br: brotliCompressSync(plain, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }),
        gz: gzipSync(plain, { level: 9 }),
    };
    for (const [suffix, bytes] of Object.entries(forms)) {
        if (bytes.length < plain.length) await writeFile(`${name}.${suffix}`, bytes);
    }
}

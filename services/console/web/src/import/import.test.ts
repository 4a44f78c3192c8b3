import { describe, expect, it } from 'vitest';
import { Problem } from '@/api/problem';
import enums from '@/i18n/enums';
import { columnOfHead, columnsOf, type Market } from './columns';
import { convert, headingOf, namesIn, type Resolve } from './convert';
import { decode } from './decode';
import { errorFileOf } from './errorFile';
import { batchesOf, fitsNoBatch, importName, endImport, sendAll, type Batch, type BatchAnswer } from './send';
import { harmless, separatorOf, tableOf, textOf } from './table';
import { fileColumnsMax, fileRowsMax, usable } from './limits';

const utf8 = (text: string) => new TextEncoder().encode(text);
// "名称,职业\r\n后端,2-02-10-03\r\n" as iconv writes it.
const gb = Uint8Array.from(
    'c3fbb3c62cd6b0d2b50d0abaf3b6cb2c322d30322d31302d30330d0a'
        .match(/../g)!
        .map((each) => parseInt(each, 16)),
);
const itself: Resolve = (_, text) => [text];

/** Deterministic: mulberry32. */
function random(seed: number) {
    let state = seed;
    return () => {
        state = (state + 0x6d2b79f5) | 0;
        let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
        mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
        return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
    };
}

describe('the text of a file', () => {
    it('is read as UTF-8 with and without a mark, UTF-16 and GB18030', () => {
        expect(decode(utf8('名称'))).toEqual({ text: '名称', encoding: 'utf-8' });
        expect(decode(utf8('\uFEFF名称'))).toEqual({ text: '名称', encoding: 'utf-8 BOM' });
        expect(decode(gb)).toEqual({ text: '名称,职业\r\n后端,2-02-10-03\r\n', encoding: 'gb18030' });
        expect(decode(Uint8Array.of(0xff, 0xfe, 0x0d, 0x54))).toEqual({ text: '名', encoding: 'utf-16le' });
        expect(decode(Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0, 0, 0xff, 0xff))).toBeUndefined();
    });

    it('is separated by what its heads have most of, outside of quotes', () => {
        expect(separatorOf('a;b;c\n1,2,3,4,5')).toBe(';');
        expect(separatorOf('a\tb\tc')).toBe('\t');
        expect(separatorOf('"a;b;c;d",b,c')).toBe(',');
        expect(separatorOf('title')).toBe(',');
    });

    it('keeps quotes, line breaks in cells and both line ends', () => {
        const table = tableOf('名称,简介\r\n"a ""b"", c","x\ny"\r\n,\r\nlast,z\r\n');
        expect(table.rows.map((row) => row.cells)).toEqual([
            ['a "b", c', 'x\ny'],
            ['last', 'z'],
        ]);
        expect(table.rows.map((row) => row.number)).toEqual([2, 4]);
    });

    it('may have line ends of several kinds', () => {
        const table = tableOf('a,b\r\n1,2\n3,4\r5,"6\r\n7"\r\n');
        expect(table.rows.map((row) => row.cells.join())).toEqual(['1,2', '3,4', '5,6\r\n7']);
    });

    it('with more than the page can show is not handed to it', () => {
        const table = (rows: number, columns: number) => ({
            separator: ',',
            heads: Array<string>(columns).fill('x'),
            rows: Array.from({ length: rows }, () => ({ number: 2, cells: [], badQuotes: false })),
        });
        expect(usable(table(0, 2)).unusable).toBe('noRows');
        expect(usable(table(fileRowsMax + 1, 2)).unusable).toBe('tooManyRows');
        expect(usable(table(1, fileColumnsMax + 1)).unusable).toBe('tooManyColumns');
        expect(usable(table(fileRowsMax, fileColumnsMax)).table).toBeDefined();
    });

    it('has rows that no batch can hold', () => {
        expect(fitsNoBatch({ title: 'x'.repeat(10_000_000) })).toBe(true);
        expect(fitsNoBatch({ title: 'x'.repeat(10_000) })).toBe(false);
    });

    it('says where a quote was not closed', () => {
        expect(tableOf('a,b\n1,2\n"3,4\n').rows.some((row) => row.badQuotes)).toBe(true);
    });
});

describe('an error file', () => {
    it('gives back every cell, whatever was in it (random cells, seed 20261122)', () => {
        const next = random(20261122);
        const letters = ['"', ',', ';', '\t', '\n', '\r\n', '=', '+', ' ', '名', 'a', "'", '１', '😀'];
        for (let round = 0; round < 200; ++round) {
            const separator = [',', ';', '\t'][Math.floor(next() * 3)]!;
            const width = 2 + Math.floor(next() * 4);
            const cell = () =>
                `x${Array.from({ length: Math.floor(next() * 6) }, () => letters[Math.floor(next() * letters.length)]).join('')}x`;
            const cells = Array.from({ length: 1 + Math.floor(next() * 5) }, () =>
                Array.from({ length: width + (next() < 0.1 ? 1 : 0) }, cell),
            );
            const heads = Array.from({ length: width }, (_, at) => `head${at}`);
            const table = {
                separator,
                heads,
                rows: cells.map((row, at) => ({ number: at + 2, cells: row, badQuotes: false })),
            };
            const text = errorFileOf(
                table,
                table.rows.map((row) => ({ row, reasons: ['=1+1', 'b'] })),
                'zh',
            );
            expect(text.startsWith('\uFEFF')).toBe(true);
            const again = tableOf(decode(utf8(text))!.text);
            expect(again.separator).toBe(separator);
            expect(again.heads).toEqual(['错误原因', ...heads]);
            expect(again.rows.map((row) => row.cells)).toEqual(cells.map((row) => ['=1+1；b', ...row]));
            expect(text).toContain("'=1+1；b");
        }
    });

    it('has the new reasons in the place of the old ones', () => {
        const table = tableOf('Reasons,title\nold,x\n');
        const text = errorFileOf(table, [{ row: table.rows[0]!, reasons: ['new'] }], 'en');
        expect(text).toBe('\uFEFFReasons,title\r\nnew,x\r\n');
    });

    it('has no reason that a spreadsheet would reckon', () => {
        for (const bad of ['=A1', '+A1', '-A1', '-1+1=2', '@x', '\t=1', ' =1', '＝1'])
            expect(harmless(bad)[0]).toBe("'");
        for (const good of ['名称：=A1', '-1', '+86 138-0013-8000', '-12.5%'])
            expect(harmless(good)).toBe(good);
    });

    it('has no cell that a spreadsheet would reckon, and read again the cells are as they were', () => {
        const cells = ['=HYPERLINK("http://x")', '@SUM(1)', "'quoted'", '-5', '+cmd|x', '\t=1'];
        const heads = cells.map((_, at) => (at === 0 ? '=head' : `head ${at}`));
        const table = tableOf(textOf([heads, cells]));
        expect(table.rows[0]!.cells).toEqual(cells);
        const text = errorFileOf(table, [{ row: table.rows[0]!, reasons: ['wrong'] }], 'en');
        expect(text).not.toMatch(/(^|[\uFEFF",\n])[=@+\t]/);
        const again = tableOf(text);
        expect(again.rows[0]!.cells.slice(1)).toEqual(cells);
        expect(again.heads.slice(1)).toEqual(heads);
    });
});

describe('rows', () => {
    const item = (market: Market, heads: string, row: string, resolve = itself) => {
        const table = tableOf(`${heads}\n${row}\n`);
        return convert(table.rows[0]!, table.heads, headingOf(market, table.heads), resolve);
    };

    it('are known by heads in either language or the API’s', () => {
        for (const market of ['supplies', 'offerings'] as const) {
            for (const column of columnsOf[market]) {
                for (const head of [column.name, column.zh, column.en, ` ${column.en.toUpperCase()} *`])
                    expect(columnOfHead(market, head)?.name).toBe(column.name);
            }
        }
        const heading = headingOf('supplies', ['名称', 'Title', '颜色', '错误原因']);
        expect(heading.unknown).toEqual(['颜色']);
        expect(heading.repeated).toEqual(['Title']);
        expect(heading.missing.map((each) => each.name)).toEqual(['occupation']);
    });

    it('take values of closed lists by code and by either name', () => {
        const education = columnsOf.supplies.find((each) => each.name === 'education')!;
        const names = (language: 'zh' | 'en') =>
            (enums[language] as unknown as Record<string, Record<string, string>>).education!;
        for (const code of Object.keys(names('zh'))) {
            for (const text of [code, names('zh')[code], names('en')[code]!.toUpperCase()]) {
                const got = item('supplies', 'title,occupation,education', `ab,1,${text}`);
                expect(got).toEqual({ item: { title: 'ab', occupation: '1', education: code }, faults: [] });
            }
        }
        expect(education.as).toBe('choice');
        expect(item('supplies', 'title,occupation,education', 'ab,1,小学').faults).toEqual([
            { code: 'unknown_name', field: 'education', values: { text: '小学' } },
        ]);
    });

    it('read money, days, flags and lists as people write them', () => {
        const got = item(
            'supplies',
            '名称;职业;最低月薪;最高月薪;可到岗日期;有效期至;个性化排序;技能;用工形式',
            '后端;1;"¥18,000.50";2.55万;2027年1月2日;2027/6/30;否;java、mysql;"全职;part_time"',
        );
        expect(got.faults).toEqual([]);
        expect(got.item).toMatchObject({
            pay_min: { amount: '18000.50', currency: 'CNY' },
            pay_max: { amount: '25500', currency: 'CNY' },
            available_from: '2027-01-02',
            expires_at: '2027-07-01T00:00:00+08:00',
            personalised_ranking: false,
            skills: ['java', 'mysql'],
            employments: ['full_time', 'part_time'],
        });
        expect(item('offerings', 'percent_basis_points', '12.5%').item.percent_basis_points).toBe(1250);
        expect(item('offerings', 'percent_basis_points', '15').faults[0]?.code).toBe('not_percent');
    });

    it('say what is wrong in each cell', () => {
        const codes = (heads: string, row: string, resolve?: Resolve) =>
            item('supplies', heads, row, resolve).faults.map((fault) => `${fault.field ?? ''}:${fault.code}`);
        const heads = 'title,occupation,experience_years,pay_min,available_from,personalised_ranking';
        expect(codes(heads, ',,五,abc,2027-02-30,maybe')).toEqual([
            'experience_years:not_integer',
            'pay_min:not_money',
            'available_from:not_day',
            'personalised_ranking:not_flag',
            'title:required',
            'occupation:required',
        ]);
        expect(codes('title,occupation', 'ab')).toEqual([':cell_count']);
        expect(codes('title,occupation', 'ab,x', () => [])).toEqual(['occupation:unknown_name']);
        expect(codes('title,occupation', 'ab,x', () => ['1', '2'])).toEqual(['occupation:ambiguous_name']);
    });

    it('name each value to be looked up once', () => {
        const table = tableOf('title,occupation,regions\na,x,杭州市;宁波市\nb,x,杭州市\n');
        const names = namesIn({ ...table, separator: ',' }, headingOf('supplies', table.heads));
        expect([...names.get('occupations')!]).toEqual(['x']);
        expect(names.has('skills')).toBe(false);
    });

    it('the template is read without a fault', () => {
        for (const market of ['supplies', 'offerings'] as const) {
            const columns = columnsOf[market];
            const text = textOf([0, 1].map((at) => columns.map((each) => each.example[at]!)));
            const table = tableOf(`${columns.map((each) => each.zh).join(',')}\n${text.slice(1)}`);
            for (const row of table.rows)
                expect(convert(row, table.heads, headingOf(market, table.heads), itself).faults).toEqual([]);
        }
    });
});

describe('batches', () => {
    it('keep the order and the API’s limits', () => {
        const items = Array.from({ length: 450 }, (_, at) => at);
        const batches = batchesOf(items);
        expect(batches.map((each) => each.items.length)).toEqual([200, 200, 50]);
        expect(batches.flatMap((each) => each.items)).toEqual(items);
        const heavy = batchesOf(items, () => 100_000);
        expect(Math.max(...heavy.map((each) => each.items.length))).toBe(31);
        expect(heavy.flatMap((each) => each.items)).toEqual(items);
        expect(heavy.map((each) => each.items[0])).toEqual(heavy.map((each) => each.from));
    });

    it('are sent again under the same key after a broken connection, and settled once', async () => {
        const sent: string[] = [];
        const settled = new Map<number, number>();
        let broken = 3;
        await sendAll(batchesOf(Array.from({ length: 900 }, (_, at) => at)), {
            keyOf: (at) => `k${at}`,
            async send(batch: Batch, key): Promise<BatchAnswer> {
                sent.push(key);
                await Promise.resolve();
                if (broken-- > 0) throw Problem.unreachable();
                const results = batch.items.map((_, index) => ({ index, id: 'x' }));
                return { results, created: results.length, refused: 0 };
            },
            settled: (at) => settled.set(at, (settled.get(at) ?? 0) + 1),
            waiting: () => undefined,
            problemOf: Problem.of,
            stopped: () => false,
            pause: () => Promise.resolve(),
        });
        expect(new Set(sent)).toEqual(new Set(['k0', 'k1', 'k2', 'k3', 'k4']));
        expect(sent.length).toBe(8);
        expect(settled.size).toBe(900);
        expect(new Set(settled.values())).toEqual(new Set([1]));
    });

    it('stop at a refusal that no repetition mends', async () => {
        const refused = new Problem({ type: '/problems/forbidden' }, 403);
        const sending = sendAll(batchesOf([1]), {
            keyOf: String,
            send: () => Promise.reject(refused),
            settled: () => undefined,
            waiting: () => undefined,
            problemOf: Problem.of,
            stopped: () => false,
        });
        await expect(sending).rejects.toBe(refused);
    });

    it('have the name of their file until the import has ended', () => {
        const first = importName('o', 'digest', 'drafts');
        expect(importName('o', 'digest', 'drafts')).toBe(first);
        expect(importName('o', 'digest', 'published')).not.toBe(first);
        endImport('o', 'digest', 'drafts');
        expect(importName('o', 'digest', 'drafts')).not.toBe(first);
    });
});

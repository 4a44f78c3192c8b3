import { describe, expect, it } from 'vitest';
import { makeEventReader } from './stream';

describe('events of a stream', () => {
    const text =
        'retry: 2000\n\nid: 1\nevent: a.b\ndata: {"sequence":1}\n\n: beat\n\nid: 2\r\ndata: x\r\ndata: y\r\n\r\n';
    it('are the same however the text is cut', () => {
        for (let size = 1; size <= text.length; ++size) {
            const read = makeEventReader();
            const got: string[] = [];
            for (let at = 0; at < text.length; at += size) got.push(...read(text.slice(at, at + size)));
            expect(got).toEqual(['{"sequence":1}', 'x\ny']);
        }
    });
});

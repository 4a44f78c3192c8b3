import { describe, expect, it } from 'vitest';
import { noticesOf } from './atom';

const feed = `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom">
<id>http://localhost:8080/v1/notices.atom</id><title>Notices</title>
<link rel="self" href="http://localhost:8080/v1/notices.atom?region=330100"/>
<link rel="next" href="http://localhost:8080/v1/notices.atom?region=330100&amp;cursor=VDDx0DU1Nw"/>
<entry><id>http://localhost:8080/v1/ocds/releases/ocds-000000-T-330100-2026-000022-7506</id>
<title>A &amp; B</title><updated>2026-11-21T01:00:00.000Z</updated><published>2026-11-20T01:00:00.000Z</published>
<category term="tender"/>
<link rel="alternate" href="http://localhost:8080/v1/ocds/releases/ocds-000000-T-330100-2026-000022-7506"/>
<link rel="related" href="http://localhost:8080/v1/ocds/records/ocds-000000-T-330100-2026-000022"/>
</entry></feed>`;

describe('the feed of notices', () => {
    it('is read with its next page', () => {
        expect(noticesOf(feed)).toEqual({
            items: [
                {
                    ocid: 'ocds-000000-T-330100-2026-000022',
                    release: 'ocds-000000-T-330100-2026-000022-7506',
                    kind: 'tender',
                    title: 'A & B',
                    at: '2026-11-20T01:00:00.000Z',
                },
            ],
            next: 'VDDx0DU1Nw',
        });
    });
    it('may be empty, or none at all', () => {
        expect(noticesOf('<feed xmlns="http://www.w3.org/2005/Atom"/>')).toEqual({ items: [], next: null });
        expect(noticesOf('')).toEqual({ items: [], next: null });
    });
});

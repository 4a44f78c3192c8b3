import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { check, sign } from './signature';

// The vector of the Standard Webhooks specification's own libraries.
const message = {
    secret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
    id: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
    timestamp: '1614265330',
    body: '{"test": 2432232314}',
};
const signature = 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=';

describe('a signature of Standard Webhooks', () => {
    it('is that of the specification', async () => {
        expect(await sign(message)).toBe(signature);
    });
    it('is what another implementation reckons, for texts of any script', async () => {
        for (const body of ['', '{"名":"值"}', '😀\n', 'x'.repeat(5000)]) {
            const mac = createHmac('sha256', Buffer.from(message.secret.slice(6), 'base64'))
                .update(`${message.id}.${message.timestamp}.${body}`)
                .digest('base64');
            expect(await sign({ ...message, body })).toBe(`v1,${mac}`);
        }
    });
    it('is found among several, and not where anything differs', async () => {
        const now = 1614265330;
        expect(await check(message, `v1,AAAA ${signature}`, now + 10)).toBe('holds');
        expect(await check(message, signature, now + 301)).toBe('tooOld');
        expect(await check({ ...message, body: `${message.body} ` }, signature, now)).toBe('differs');
        expect(await check({ ...message, id: 'other' }, signature, now)).toBe('differs');
        expect(await check({ ...message, secret: `whsec_${btoa('other')}` }, signature, now)).toBe('differs');
        expect(await check({ ...message, secret: 'whsec_*' }, signature, now)).toBe('noSecret');
        expect(await check({ ...message, timestamp: 'x' }, signature, now)).toBe('noTimestamp');
        expect(await check(message, '', now)).toBe('noSignature');
    });
});

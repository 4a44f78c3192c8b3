import { describe, expect, it } from 'vitest';
import { changesTo, etagOf, ownFields, purposesLeft, valueOf, type OwnSupply } from './own';

const supply = {
    id: '1',
    number: 'S-1',
    version: 3,
    state: 'published',
    expired: false,
    title: '开发工程师',
    occupation: '4-04-05-01',
    regions: ['330100'],
    experience_years: 7,
    personalised_ranking: true,
    skills_verified: [],
} as unknown as OwnSupply;

describe('a talent’s own listing', () => {
    it('is not changed by opening and saving it', () => {
        expect(changesTo(supply, valueOf(supply))).toEqual({});
    });
    it('sends what differs alone, and takes away what was emptied', () => {
        const typed = { ...valueOf(supply), experience_years: null, title: '架构师' };
        expect(changesTo(supply, typed)).toEqual({ experience_years: null, title: '架构师' });
    });
    it('leaves the ranking and what others set to commands of their own', () => {
        const names = ownFields.map((field) => field.name);
        for (const name of ['personalised_ranking', 'state', 'skills_verified', 'education_verified'])
            expect(names).not.toContain(name);
        expect(ownFields.every((field) => !field.hint?.startsWith('agency.'))).toBe(true);
    });
    it('quotes its version', () => expect(etagOf(supply)).toBe('"3"'));
});

it('asks for a consent only where none is in force', () => {
    const given = { purpose: 'recruitment' };
    const over = { purpose: 'policy_advice', withdrawn_at: '2026-11-01T00:00:00Z' };
    expect(purposesLeft([])).toHaveLength(3);
    expect(purposesLeft([given, over])).toEqual(['service_introduction', 'policy_advice']);
    expect(purposesLeft([over, { purpose: 'policy_advice' }])).toEqual([
        'recruitment',
        'service_introduction',
    ]);
});

import { effectScope, nextTick, ref } from 'vue';
import { describe, expect, it } from 'vitest';
import { jobPostingOf, useJobPosting, type Demand } from './jobPosting';

const demand = {
    id: '1',
    number: 'D-330106-2026-000068',
    title: 'Java </script>',
    state: 'published',
    expired: false,
    published_at: '2026-11-22T11:53:00.000Z',
    expires_at: '2026-12-11T05:00:00.000Z',
    employer_name: 'Employer',
    place: 'Street 1',
    work_content: 'Work',
    conditions: 'Conditions',
    headcount: 2,
    employment: 'full_time',
    education_min: 'college',
    experience_years_min: 2,
    pay_min: { amount: '11500.00', currency: 'CNY' },
    pay_max: { amount: '19500.00', currency: 'CNY' },
} as Demand;

describe('JobPosting', () => {
    it('has what schema.org asks for', () => {
        const posting = jobPostingOf(demand, 'Xihu');
        expect(posting).toMatchObject({
            '@type': 'JobPosting',
            title: 'Java </script>',
            datePosted: demand.published_at,
            validThrough: demand.expires_at,
            employmentType: 'FULL_TIME',
            baseSalary: { value: { minValue: 11500, maxValue: 19500, unitText: 'MONTH' } },
            experienceRequirements: { monthsOfExperience: 24 },
            educationRequirements: { credentialCategory: 'associate degree' },
        });
    });
    it('is not of what is closed or expired', () => {
        expect(jobPostingOf({ ...demand, state: 'closed' }, '')).toBeUndefined();
        expect(jobPostingOf({ ...demand, expired: true }, '')).toBeUndefined();
    });
    it('stands in the page once, and goes with it', async () => {
        const blocks = () => [...document.querySelectorAll('script[type="application/ld+json"]')];
        document.head.innerHTML = '<script type="application/ld+json">{"served":true}</script>';
        const shown = ref(demand);
        const scope = effectScope();
        scope.run(() => useJobPosting(() => jobPostingOf(shown.value, '')));
        shown.value = { ...demand, title: 'Other' };
        await nextTick();
        expect(blocks().map((each) => JSON.parse(each.textContent ?? '').title)).toEqual(['Other']);
        scope.stop();
        expect(blocks()).toEqual([]);
    });
});

// A demand as schema.org's JobPosting, for search engines that run the page. The server writes the same into
// the HTML that it gives out; this keeps it in step when the reader goes from one listing to the next.
import { onScopeDispose, watchEffect } from 'vue';
import type { Found } from '../search/found';

export interface Demand extends Found {
    occupation: string;
    industry: string;
    place: string;
    source: string;
    conditions: string;
    expires_at: string;
    skills_preferred: string[];
    version: number;
    updated_at: string;
    state_reason: string;
}

const employmentTypes: Record<string, string> = {
    full_time: 'FULL_TIME',
    part_time: 'PART_TIME',
    internship: 'INTERN',
    project: 'CONTRACTOR',
    dispatch: 'TEMPORARY',
};
/** Google's reading of schema.org's credentialCategory. */
const credentials: Record<string, string> = {
    senior_secondary: 'high school',
    vocational: 'professional certificate',
    college: 'associate degree',
    bachelor: 'bachelor degree',
    master: 'postgraduate degree',
    doctorate: 'postgraduate degree',
};

function salaryOf(demand: Demand) {
    if (!demand.pay_min && !demand.pay_max) return undefined;
    return {
        '@type': 'MonetaryAmount',
        currency: (demand.pay_min ?? demand.pay_max)?.currency,
        value: {
            '@type': 'QuantitativeValue',
            ...(demand.pay_min ? { minValue: Number(demand.pay_min.amount) } : {}),
            ...(demand.pay_max ? { maxValue: Number(demand.pay_max.amount) } : {}),
            unitText: 'MONTH',
        },
    };
}

/** Undefined where the demand is not open: what is closed is not offered to search engines. */
export function jobPostingOf(demand: Demand, regionName: string): Record<string, unknown> | undefined {
    if (demand.state !== 'published' || demand.expired) return undefined;
    const credential = credentials[demand.education_min ?? ''];
    const months = (demand.experience_years_min ?? 0) * 12;
    const salary = salaryOf(demand);
    return {
        '@context': 'https://schema.org',
        '@type': 'JobPosting',
        title: demand.title,
        description: [demand.work_content, demand.conditions].filter(Boolean).join('\n\n'),
        identifier: { '@type': 'PropertyValue', name: demand.employer_name, value: demand.number },
        datePosted: demand.published_at,
        validThrough: demand.expires_at,
        hiringOrganization: { '@type': 'Organization', name: demand.employer_name },
        jobLocation: {
            '@type': 'Place',
            address: {
                '@type': 'PostalAddress',
                streetAddress: demand.place,
                addressRegion: regionName,
                addressCountry: 'CN',
            },
        },
        totalJobOpenings: demand.headcount,
        ...(salary ? { baseSalary: salary } : {}),
        ...(employmentTypes[demand.employment ?? '']
            ? { employmentType: employmentTypes[demand.employment ?? ''] }
            : {}),
        ...(credential
            ? {
                  educationRequirements: {
                      '@type': 'EducationalOccupationalCredential',
                      credentialCategory: credential,
                  },
              }
            : {}),
        ...(months > 0
            ? {
                  experienceRequirements: {
                      '@type': 'OccupationalExperienceRequirements',
                      monthsOfExperience: months,
                  },
              }
            : {}),
    };
}

const kind = 'application/ld+json';

/** Keeps one data block of the page's head as `posting` says, and takes it away with the page. */
export function useJobPosting(posting: () => Record<string, unknown> | undefined): void {
    // The server's own block is of the page that was asked for first: it gives way to ours.
    const remove = () => {
        for (const each of document.querySelectorAll(`script[type="${kind}"]`)) each.remove();
    };
    watchEffect(() => {
        const now = posting();
        if (!now) return;
        remove();
        const block = document.createElement('script');
        block.type = kind;
        block.textContent = JSON.stringify(now);
        document.head.append(block);
    });
    onScopeDispose(remove);
}

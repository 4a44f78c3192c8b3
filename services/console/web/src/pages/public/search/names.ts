// How the values of filters are called.
import { useI18n } from 'vue-i18n';
import type { FacetValue } from '@/api/market';
import { nameOf, nameOfCode, type List } from '@/vocabulary';
import type { Filter } from './query';

const lists: Partial<Record<Filter, List>> = {
    region: 'regions',
    occupation: 'occupations',
    skill: 'skills',
    industry: 'industries',
};
const enums: Partial<Record<Filter, string>> = {
    education: 'enums.education',
    employment: 'enums.employment',
    stage: 'enums.chain_stage',
    category: 'enums.category',
    method: 'enums.method',
    progress: 'enums.states.tender',
};

export function useFilterNames() {
    const { t, te } = useI18n();

    function nameOfValue(filter: Filter, value: string): string {
        const list = lists[filter];
        if (list) return nameOfCode(list, value);
        if (filter === 'experience') return t('public.search.years', { n: value });
        if (filter === 'organisation') return t('public.search.thisOrganisation');
        const key = `${enums[filter]}.${value}`;
        return te(key) ? t(key) : value;
    }
    const nameOfFacet = (filter: Filter, each: FacetValue) =>
        each.name_zh ? nameOf({ ...each, code: each.value }) : nameOfValue(filter, each.value);
    return { nameOfValue, nameOfFacet };
}

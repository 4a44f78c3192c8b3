// What is said of a listing in a list: short facts, in the words of the page's language.
import { useI18n } from 'vue-i18n';
import type { Market } from '@/api/market';
import { shortMoneyText, type Money } from '@/format';
import { nameOfCode } from '@/vocabulary';
import type { Found } from './found';

const skillsAtMost = 4;
const regionsAtMost = 3;

export function useFacts() {
    const { t } = useI18n();

    /** "¥8,000–12,000", or one bound alone. */
    function payText(low: Money | undefined, high: Money | undefined): string {
        if (!low && !high) return t('state.negotiable');
        if (!high) return `≥ ${shortMoneyText(low)}`;
        if (!low) return `≤ ${shortMoneyText(high)}`;
        return low.amount === high.amount
            ? shortMoneyText(low)
            : `${shortMoneyText(low)}–${shortMoneyText(high).replace('¥', '')}`;
    }

    function offerPrice(item: Found): string {
        if (item.price_model === 'quote' || !item.price) return t('enums.price_model.quote');
        return item.price_model === 'per_head'
            ? t('public.fact.perHead', { price: shortMoneyText(item.price) })
            : shortMoneyText(item.price);
    }

    function priceOf(market: Market, item: Found): string {
        if (market === 'tenders') return shortMoneyText(item.budget);
        if (market === 'offerings') return offerPrice(item);
        return `${payText(item.pay_min, item.pay_max)}${item.pay_min || item.pay_max ? t('public.fact.aMonth') : ''}`;
    }

    function experienceText(years: number, least: boolean): string {
        if (years === 0) return t(least ? 'public.fact.anyExperience' : 'public.fact.newcomer');
        return t(least ? 'public.fact.yearsAtLeast' : 'public.fact.years', { n: years });
    }

    function several(names: string[], atMost: number): string {
        const shown = names.slice(0, atMost).join(t('public.fact.and'));
        return names.length > atMost ? t('public.fact.more', { shown, n: names.length }) : shown;
    }
    const places = (codes: string[]) =>
        several(
            codes.map((code) => nameOfCode('regions', code)),
            regionsAtMost,
        );
    const skills = (codes: string[]) =>
        codes.slice(0, skillsAtMost).map((code) => nameOfCode('skills', code));

    function factsOf(market: Market, item: Found): string[] {
        const place = item.region ? nameOfCode('regions', item.region) : places(item.regions ?? []);
        const found = [place];
        if (market === 'demands') {
            if (item.headcount) found.push(t('public.fact.headcount', { n: item.headcount }));
            if (item.education_min)
                found.push(
                    item.education_min === 'none'
                        ? t('public.fact.anyEducation')
                        : t('public.fact.educationAtLeast', {
                              level: t(`enums.education.${item.education_min}`),
                          }),
                );
            if (item.experience_years_min !== undefined)
                found.push(experienceText(item.experience_years_min, true));
            if (item.employment) found.push(t(`enums.employment.${item.employment}`));
            found.push(...skills(item.skills_required ?? []));
        } else if (market === 'supplies') {
            if (item.education) found.push(t(`enums.education.${item.education}`));
            if (item.experience_years !== undefined) found.push(experienceText(item.experience_years, false));
            found.push(...(item.employments ?? []).map((each) => t(`enums.employment.${each}`)));
            found.push(...skills(item.skills ?? []));
        } else if (market === 'offerings') {
            found.push(t(`enums.chain_stage.${item.chain_stage}`), t(`enums.category.${item.category}`));
            if (item.response_hours) found.push(t('public.fact.response', { n: item.response_hours }));
            if (item.delivery_days) found.push(t('public.fact.delivery', { n: item.delivery_days }));
        } else {
            found.push(t(`enums.method.${item.method}`));
        }
        return found.filter((each) => each !== '');
    }

    return { factsOf, priceOf, payText, offerPrice, experienceText };
}

// The clocks of the law: what each is called, which law sets it, and when one that starts now would end.
import { ref } from 'vue';
import { read, type Schema } from '@/api/client';

export type Clock = Schema<'deadline'>;

export interface ClockRule {
    name: string;
    start_event: string;
    amount: number;
    unit: string;
    source: string;
}

export const calendarVersion = ref('');
const rules = ref<ClockRule[]>([]);
let asked = false;

/** The source of a clock's rule; empty until it is known, or where a contract sets it. Reactive. */
export function sourceOf(rule: string): string {
    if (!asked) {
        asked = true;
        read<{ calendar: string; items: ClockRule[] }>('/v1/calendar/clocks')
            .then(({ data }) => {
                rules.value = data.items;
                calendarVersion.value = data.calendar;
            })
            .catch(() => {
                asked = false;
            });
    }
    return rules.value.find((each) => each.name === rule)?.source ?? '';
}

export async function deadlineOf(rule: string, start: string): Promise<Clock> {
    return (await read<Clock>('/v1/calendar/deadline', { query: { rule, start } })).data;
}

export type ProcurementRule = Schema<'procurement_rule'>;

/** What the law asks of a procurement in a region, by method. */
export async function procurementRules(region: string): Promise<ProcurementRule[]> {
    const query = region ? { region, limit: 200 } : { limit: 200 };
    return (await read<{ items: ProcurementRule[] }>('/v1/procurement/rules', { query })).data.items;
}

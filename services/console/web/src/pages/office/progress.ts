// Where a procedure stands on its way, and what comes next.
import type { Schema } from '@/api/client';

export const stages = [
    'draft',
    'announced',
    'bidding',
    'opening',
    'evaluation',
    'award',
    'standstill',
    'contract',
] as const;
export type Stage = (typeof stages)[number];

const stageOfPhase: Record<string, Stage> = {
    draft: 'draft',
    announced: 'announced',
    bidding: 'bidding',
    bidding_closed: 'opening',
    opened: 'evaluation',
    evaluated: 'award',
    standstill: 'standstill',
    standstill_over: 'contract',
    contracted: 'contract',
};

export interface Progress {
    stage: Stage | undefined;
    /** All of it is behind, or it ended early. */
    over: boolean;
    done: Stage[];
}

export function progressOf(
    tender: Pick<Schema<'tender'>, 'phase' | 'opened_at' | 'published_at' | 'evaluated_at'>,
): Progress {
    const phase = String(tender.phase ?? 'draft');
    const stage = stageOfPhase[phase];
    if (stage === undefined) {
        const reached = tender.evaluated_at ? 5 : tender.opened_at ? 4 : tender.published_at ? 2 : 0;
        return { stage: undefined, over: true, done: stages.slice(0, reached) };
    }
    const over = phase === 'contracted';
    return { stage, over, done: stages.slice(0, over ? stages.length : stages.indexOf(stage)) };
}

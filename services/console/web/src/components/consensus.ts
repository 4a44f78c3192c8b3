// What a panel's members said of a proposed consensus.
import type { Schema } from '@/api/client';

type Consensus = Schema<'consensus'>;

/** How many confirmed and how many dissented from what stands there now; who proposed it agrees. */
export function standsOn(one: Consensus): { confirmed: number; dissented: number } {
    const now = (one.positions ?? []).filter((each) => each.proposal === one.version);
    const of = (stand: string) => now.filter((each) => each.stand === stand).length;
    return { confirmed: of('confirmed') + (one.recorded_by ? 1 : 0), dissented: of('dissented') };
}

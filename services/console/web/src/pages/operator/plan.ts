// What a project's plan adds up to, and where each refusal of its start belongs.
import type { Schema } from '@/api/client';
import type { Fault, Problem } from '@/api/problem';
import { fenOf, moneyOfFen } from '@/forms';
import type { Money } from '@/format';

type Project = Schema<'project'>;
type Package = Schema<'work_package'>;

const basisPointsTotal = 10_000n;

export interface Plan {
    packages: Money;
    /** Of the price, after packages, fee and the margin that is declared: nothing is left of a finished plan. */
    left: Money;
    /** What the margin would have to be. */
    remainder: Money;
    feeBasisPoints: number;
    keptBasisPoints: number;
    keptBeyondCap: boolean;
    feeBeyondCap: boolean;
}

/** Packages as the server counts them in its refusals. */
export const counted = (packages: Package[]): Package[] =>
    packages.filter((each) => each.state !== 'cancelled');

export function planOf(project: Project, packages: Package[]): Plan {
    const price = fenOf(project.contract_price);
    const fee = fenOf(project.fee);
    const margin = fenOf(project.margin);
    const sum = counted(packages).reduce((total, each) => total + fenOf(each.price), 0n);
    const shareOf = (part: bigint) => (price > 0n ? Number((part * basisPointsTotal) / price) : 0);
    const beyond = (part: bigint, cap: number | undefined) =>
        cap !== undefined && part * basisPointsTotal > price * BigInt(cap);
    return {
        packages: moneyOfFen(sum),
        left: moneyOfFen(price - sum - fee - margin),
        remainder: moneyOfFen(price - sum - fee),
        feeBasisPoints: shareOf(fee),
        keptBasisPoints: shareOf(fee + margin),
        feeBeyondCap: beyond(fee, project.fee_cap_basis_points),
        keptBeyondCap: margin > 0n && beyond(fee + margin, project.kept_cap_basis_points),
    };
}

export interface Refusals {
    fee: Fault[];
    margin: Fault[];
    /** About the contract, or the packages as a whole. */
    whole: Fault[];
    /** By a package's id. */
    packages: Map<string, Fault[]>;
}

export function refusalsAt(problem: Problem | undefined, packages: Package[]): Refusals {
    const found: Refusals = { fee: [], margin: [], whole: [], packages: new Map() };
    const listed = counted(packages);
    for (const fault of problem?.faults ?? []) {
        const at = /^\/packages\/(\d+)(\/|$)/.exec(fault.pointer)?.[1];
        const id = at === undefined ? undefined : listed[Number(at)]?.id;
        if (id) found.packages.set(id, [...(found.packages.get(id) ?? []), fault]);
        else if (fault.pointer === '/fee') found.fee.push(fault);
        else if (fault.pointer === '/margin') found.margin.push(fault);
        else found.whole.push(fault);
    }
    return found;
}

/** The message of a refusal: by its place where the place matters, else by its code alone. */
export const messagesOf = (fault: Fault): string[] => {
    const place = fault.pointer.split('/').pop() ?? '';
    return [`${place}_${fault.code}`, fault.code].map((name) => `operator.projects.refusal.${name}`);
};

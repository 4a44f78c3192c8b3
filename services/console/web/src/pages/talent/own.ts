import type { Supply } from '@/pages/enterprise/matches/match';

export type OwnSupply = Supply & { version: number; state: string; expired: boolean };

/** A resource's ETag is its version. */
export const etagOf = (one: { version?: number }) => `"${one.version ?? 0}"`;

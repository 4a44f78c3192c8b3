import type { Schema } from '@/api/client';

export type Member = Schema<'member'> & { id: string; version: number };

export const roles = ['administrator', 'manager', 'finance', 'reader'] as const;

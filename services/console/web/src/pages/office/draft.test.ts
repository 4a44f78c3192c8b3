import { expect, it } from 'vitest';
import {
    bodyOf,
    changesOf,
    earliestAfterDays,
    emptyDraft,
    freshCode,
    stepOfFault,
    sumOf,
    weightsAddUp,
} from './draft';

const fault = (pointer: string) => ({ pointer, code: 'required', detail: '' });

it('finds the step at which a fault belongs', () => {
    expect(stepOfFault(fault('/lots/0/title'))).toBe('what');
    expect(stepOfFault(fault('/criteria/1/sub_criteria/0/weight'))).toBe('criteria');
    expect(stepOfFault(fault('/deadline_at'))).toBe('dates');
    expect(stepOfFault(fault(''))).toBe('review');
});

it('adds weights up', () => {
    const draft = emptyDraft('330100');
    expect(sumOf(draft.criteria)).toBe(100);
    expect(weightsAddUp(draft.criteria)).toBe(true);
    draft.criteria[1]!.sub_criteria = [
        { code: 'a', title: 'a', weight: 30 },
        { code: 'b', title: 'b', weight: 39 },
    ];
    expect(weightsAddUp(draft.criteria)).toBe(false);
    draft.criteria[1]!.sub_criteria[1]!.weight = 40;
    expect(weightsAddUp(draft.criteria)).toBe(true);
    draft.criteria[0]!.weight = 31;
    expect(weightsAddUp(draft.criteria)).toBe(false);
});

it('never counts the day of the notice', () => {
    // 20 November 2026, 10:00 in Shanghai, and 20 days: the first instant is 00:00 of 11 December.
    expect(earliestAfterDays(Date.parse('2026-11-20T02:00:00Z'), 20)).toBe('2026-12-10T16:00:00.000Z');
    expect(earliestAfterDays(Date.parse('2026-11-20T15:59:59Z'), 20)).toBe('2026-12-10T16:00:00.000Z');
    expect(earliestAfterDays(Date.parse('2026-11-20T16:00:00Z'), 20)).toBe('2026-12-11T16:00:00.000Z');
});

it('sends only what the method has', () => {
    const draft = emptyDraft('330100');
    draft.invited = 'a, b\nc';
    draft.text.justification = 'x';
    expect(bodyOf(draft).invited_supplier_ids).toBeUndefined();
    expect(bodyOf(draft).justification).toBeUndefined();
    draft.text.method = 'direct';
    expect(bodyOf(draft).invited_supplier_ids).toEqual(['a', 'b', 'c']);
    expect(bodyOf(draft).justification).toBe('x');
});

it('leaves the region of a draft as it was begun', () => {
    const { region, ...others } = bodyOf(emptyDraft('330100'));
    expect(region).toBe('330100');
    expect(changesOf(emptyDraft('330100'))).toEqual(others);
});

it('makes codes that are not taken', () => {
    expect(freshCode('quality', ['quality', 'quality_2'])).toBe('quality_3');
});

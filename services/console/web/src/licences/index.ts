// How soon a licence runs out, and how loudly to say so: 90, 60 and 30 days before its last day.
const dayMs = 86_400_000;
const shanghaiMs = 8 * 3600_000;

/** Days of Shanghai from today to the last day; 0 on the last day itself, less after it. */
export function daysLeft(lastDay: string, now: number): number {
    const today = Math.floor((now + shanghaiMs) / dayMs);
    return Math.round(Date.parse(`${lastDay}T00:00:00Z`) / dayMs) - today;
}

export type Warning = 'over' | 'within30' | 'within60' | 'within90' | 'fine';

export function warningOf(lastDay: string, now: number): Warning {
    const left = daysLeft(lastDay, now);
    if (left < 0) return 'over';
    if (left <= 30) return 'within30';
    if (left <= 60) return 'within60';
    return left <= 90 ? 'within90' : 'fine';
}

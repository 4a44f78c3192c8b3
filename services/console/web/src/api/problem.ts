// A refusal of the server (RFC 9457), as an error that pages show where it belongs.

export interface Fault {
    /** A JSON Pointer into the body, or "?name" for a query parameter. */
    pointer: string;
    code: string;
    detail: string;
}

interface ProblemDocument {
    type?: string;
    title?: string;
    status?: number;
    detail?: string;
    instance?: string;
    errors?: Fault[];
}

export class Problem extends Error {
    readonly status: number;
    /** The name of its page under /problems, such as "stale-version"; "unreachable" where no answer came. */
    readonly kind: string;
    readonly detail: string;
    readonly instance: string;
    readonly faults: Fault[];
    readonly retryAfterSeconds: number | null;

    constructor(document: ProblemDocument, status: number, retryAfterSeconds: number | null = null) {
        super(document.title ?? '');
        this.status = status;
        this.kind = (document.type ?? '').split('/').pop() ?? '';
        this.detail = document.detail ?? '';
        this.instance = document.instance ?? '';
        this.faults = document.errors ?? [];
        this.retryAfterSeconds = retryAfterSeconds;
    }

    /** What is wrong with the field at this pointer or inside of it. */
    at(pointer: string): Fault[] {
        return this.faults.filter(
            (fault) => fault.pointer === pointer || fault.pointer.startsWith(`${pointer}/`),
        );
    }

    /** The same with the faults of these members of the body alone. */
    only(names: string[]): Problem {
        const errors = this.faults.filter((fault) => names.includes(fault.pointer.split('/')[1] ?? ''));
        return new Problem({ errors, title: this.message }, this.status);
    }

    /** The same with the faults inside of a member of the body, as if that member were the body. */
    within(name: string): Problem | undefined {
        const errors = this.faults
            .filter((fault) => fault.pointer.startsWith(`/${name}/`))
            .map((fault) => ({ ...fault, pointer: fault.pointer.slice(name.length + 1) }));
        return errors.length === 0 ? undefined : new Problem({ errors, title: this.message }, this.status);
    }

    static unreachable(): Problem {
        return new Problem({ type: '/problems/unreachable' }, 0);
    }

    static of(caught: unknown): Problem {
        if (caught instanceof Problem) return caught;
        const text = caught instanceof Error ? caught.message : String(caught);
        return new Problem({ type: '/problems/unexpected', title: text }, 0);
    }
}

// What a decision on a challenge or complaint may lead to.
import { Problem } from '@/api/problem';
import { given, linesOf } from '@/forms';

const ofDocuments = ['none', 'amend_documents', 'cancel_procurement'];
const ofTheRest = ['none', 'choose_again', 'evaluate_again', 'cancel_procurement'];

/** Faulty documents are amended or made anew; a faulty process or result is chosen or judged again. */
export const measuresOf = (subject: string | undefined): string[] =>
    subject === 'documents' ? ofDocuments : ofTheRest;

/** The decision's body. That an upheld one has no consequence is said on purpose, never by leaving it out. */
export function decisionOf(value: Record<string, unknown>, missing = ''): Record<string, unknown> {
    const upheld = value.upheld === true;
    if (upheld && !value.measure)
        throw new Problem(
            {
                title: missing,
                errors: [{ pointer: '/measure', code: 'required', detail: 'say what follows' }],
            },
            422,
        );
    return given({ ...value, upheld, reasons: linesOf(value.reasons) });
}

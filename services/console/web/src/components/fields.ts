// A field of a form, as data. The name is the API's, so that the server's faults find it.

export interface Field {
    name: string;
    as:
        | 'text'
        | 'paragraphs'
        | 'password'
        | 'number'
        | 'money'
        | 'region'
        | 'occupation'
        | 'industry'
        | 'skills'
        | 'regions'
        | 'choice'
        | 'choices'
        | 'flag'
        | 'day'
        | 'instant';
    /** A message key; fields.NAME where left out. */
    label?: string;
    hint?: string;
    /** A message key: a heading before the field, where a new group begins. */
    heading?: string;
    required?: boolean;
    min?: number;
    /** The greatest number, or the most characters. */
    max?: number;
    options?: string[];
    /** Under which enums.… the options' names stand; the field's name where left out. */
    options_named?: string;
    autocomplete?: 'username' | 'current-password' | 'new-password' | 'email' | 'off';
    wide?: boolean;
}

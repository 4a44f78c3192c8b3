// Closed lists of the API that forms offer.
export const licences = [
    'human_resources_service_licence',
    'labour_dispatch_licence',
    'training_permit',
    'patent_agency_licence',
    'university_charter',
    'investment_registration',
] as const;

export const capabilities = [
    'hr_company',
    'headhunter',
    'labour_dispatch',
    'training',
    'ip_agency',
    'consulting',
    'university',
    'research_institute',
    'investment',
] as const;

export const measures = [
    'none',
    'amend_documents',
    'choose_again',
    'evaluate_again',
    'cancel_procurement',
] as const;

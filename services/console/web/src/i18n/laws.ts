// The sources of rules, which the API names in English, as they are called in China.
const laws: [english: string, chinese: string][] = [
    ['Government Procurement Law Implementing Regulation', '《政府采购法实施条例》'],
    ['Government Procurement Law', '《政府采购法》'],
    [
        'Interim Measures on Competitive Consultation ([2014] 214)',
        '《竞争性磋商采购方式管理暂行办法》（财库〔2014〕214号）',
    ],
    ['Order 94 of the Ministry of Finance (2017)', '财政部令第94号'],
    ['Order 87 of the Ministry of Finance (2017)', '财政部令第87号'],
    ['Order 110 of the Ministry of Finance (2022)', '财政部令第110号'],
    ['Administrative Penalty Law (2021)', '《行政处罚法》'],
    [
        'Regulation on Securing Payments to Small and Medium-sized Enterprises (2025)',
        '《保障中小企业款项支付条例》（2025）',
    ],
    ['Caiku [2015] 124', '财库〔2015〕124号'],
    ['platform rule', '平台规则'],
];

/** The law in the language: "Government Procurement Law, art. 52" → 《政府采购法》第52条. */
export function lawText(source: string, language: 'zh' | 'en'): string {
    if (language === 'en') return source;
    let text = source;
    for (const [english, chinese] of laws) text = text.replaceAll(english, chinese);
    return text
        .replace(/, after /g, '，参照')
        .replace(/,? art\. (\d+)/g, '第$1条')
        .replace(/ and (\d+)/g, '、第$1条');
}

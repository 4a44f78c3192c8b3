export const zh = {
    contracts: {
        title: '合同',
        hint: '中标后签订的合同：签署、提交里程碑、开票与收款。',
        none: '还没有合同',
        noneHint: '中标并过了等待期后，采购人拟定合同，您在这里签署。',
        yourTurn: '等您签署',
        submit: '提交里程碑',
        submitHint: '附上能证明交付的文件；采购人随即在约定期限内验收。',
        evidence: '交付证明（只提交哈希值）',
        invoice: '开票',
        invoiceHint: '金额不超过已验收应付而未开票的部分；付款期限自验收起算。',
        concede: '放弃争议金额',
        concedeHint: '放弃的部分不再支付，也不计利息。',
        refund: '登记退款',
        refundHint: '登记已退还给采购人的款项。',
    },
};
export const en: typeof zh = {
    contracts: {
        title: 'Contracts',
        hint: 'Contracts of your awards: sign, submit milestones, invoice, and see what was paid.',
        none: 'No contracts yet',
        noneHint: 'After an award and its standstill the buyer drafts the contract; you sign it here.',
        yourTurn: 'Yours to sign',
        submit: 'Submit the milestone',
        submitHint: 'Name the files that show the delivery; the buyer inspects it within the agreed term.',
        evidence: 'Evidence of the delivery (only hashes are sent)',
        invoice: 'Invoice',
        invoiceHint:
            'At most what is payable and not invoiced; the term of payment runs from the acceptance.',
        concede: 'Give up what is disputed',
        concedeHint: 'What you give up is not paid, and bears no interest.',
        refund: 'Record a refund',
        refundHint: 'What you have returned to the buyer.',
    },
};

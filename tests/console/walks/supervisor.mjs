// The office that supervises procurement: complaints, exclusions, the journal.
export async function walk(walker) {
  await walker.logIn('procurement_supervisor');
  for (const name of ['complaints', 'exclusions', 'audit']) {
    await walker.open(`/supervisor/${name}`);
    await walker.page.waitForTimeout(700);
    await walker.stop(name);
  }
  await walker.checkTexts();
}

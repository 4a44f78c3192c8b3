// Anybody: looks around the market without an account.
export async function walk(walker) {
  await walker.open('/');
  await walker.stop('home');
  await walker.open('/search/demands');
  await walker.stop('search');
  await walker.checkTexts();
}

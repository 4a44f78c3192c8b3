// What the first visit to a page loads: the bytes of scripts and styles as they come over the line.
const counted = ['Script', 'Stylesheet'];

/** Watches a page that has not been opened yet; `sum()` tells what came since, by file. */
export async function weigh(page) {
  const session = await page.context().newCDPSession(page);
  await session.send('Network.enable');
  const files = new Map();
  session.on('Network.responseReceived', ({ requestId, response, type }) => {
    if (counted.includes(type)) files.set(requestId, { url: new URL(response.url).pathname, bytes: 0 });
  });
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    const file = files.get(requestId);
    if (file) file.bytes = encodedDataLength;
  });
  return {
    sum: () => [...files.values()].reduce((total, file) => total + file.bytes, 0),
    files: () => [...files.values()].sort((a, b) => b.bytes - a.bytes),
  };
}

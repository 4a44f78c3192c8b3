// Node's HTTP parser as a second reader of the same bytes: answers each request with what it
// understood of it, and a request that it cannot read with 400 and a close. Prints its port; ends at
// POST /stop, or when the test that started it is gone.
import http from "node:http";

const parent = process.ppid;
setInterval(() => process.ppid !== parent && process.exit(0), 1000).unref();

const server = http.createServer({ insecureHTTPParser: false, requireHostHeader: true }, (request, response) => {
  const pieces = [];
  request.on("data", (piece) => pieces.push(piece));
  request.on("error", () => {});
  request.on("end", () => {
    request.socket.unanswered = (request.socket.unanswered ?? 0) + 1;
    response.on("finish", () => --request.socket.unanswered);
    if (request.url === "/stop") process.exit(0);
    const understood = JSON.stringify({
      method: request.method,
      target: request.url,
      body: Buffer.concat(pieces).toString("hex"),
    });
    response.setHeader("Content-Length", Buffer.byteLength(understood));
    response.end(understood);
  });
});
// What stood before the fault is answered first.
function refuse(socket) {
  if (socket.unanswered > 0) return setTimeout(refuse, 1, socket);
  if (socket.writable) socket.end("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
}
server.on("clientError", (error, socket) => setTimeout(refuse, 2, socket));
server.httpAllowHalfOpen = true;
server.keepAliveTimeout = 2000;
server.listen(0, "127.0.0.1", () => console.log(server.address().port));

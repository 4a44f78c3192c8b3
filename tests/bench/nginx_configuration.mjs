// A configuration of nginx, one worker, that answers everything with what a running server answers
// to one request, body and headers: node nginx_configuration.mjs URL PORT FOLDER
const [url, port, folder] = process.argv.slice(2);
const answer = await fetch(url);
const body = await answer.text();
if (answer.status !== 200) throw new Error(`${url}: ${answer.status}`);
if (body.includes('$')) throw new Error('a body that nginx would not return as it is');
const own = ['content-length', 'content-type', 'connection', 'date', 'server', 'keep-alive'];
const quoted = (text) => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
const headers = [...answer.headers].filter(([name]) => !own.includes(name))
  .map(([name, value]) => `      add_header ${name} ${quoted(value)};`).join('\n');
console.log(`worker_processes 1;
daemon off;
pid ${folder}/nginx.pid;
error_log ${folder}/error.log error;
events { worker_connections 512; }
http {
  access_log off;
  keepalive_requests 1000000000;
  keepalive_timeout 1h;
  tcp_nodelay on;
  client_body_temp_path ${folder}/client;
  proxy_temp_path ${folder}/proxy;
  fastcgi_temp_path ${folder}/fastcgi;
  uwsgi_temp_path ${folder}/uwsgi;
  scgi_temp_path ${folder}/scgi;
  server {
    listen 127.0.0.1:${port};
    location / {
      default_type ${answer.headers.get('content-type')};
${headers}
      return 200 ${quoted(body)};
    }
  }
}`);

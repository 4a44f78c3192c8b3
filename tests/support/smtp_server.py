# A mail server of Debian's aiosmtpd on this machine, for tests of TLS and logins:
#
#   python3 smtp_server.py plain|starttls|tls CERTIFICATE KEY PLAIN|LOGIN|none
#
# The login is market / right password. Prints its port, then a line of JSON for each mail that it
# took; ends with its input. Who is written to says what happens: busy@ is told 451 the first time,
# gone@ 550.
import json
import socket
import ssl
import sys

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, LoginPassword

manner, certificate, key, mechanism = sys.argv[1:]
busy_once = set()


def authenticate(server, session, envelope, used, login):
    right = (isinstance(login, LoginPassword) and login.login == b'market'
             and login.password == 'right passwört'.encode())
    print(json.dumps({'login': used, 'right': right, 'tls': session.ssl is not None}), flush=True)
    return AuthResult(success=right, handled=False)


class Handler:
    async def handle_RCPT(self, server, session, envelope, address, options):
        if address.startswith('gone@'):
            return '550 nobody of that name'
        if address.startswith('busy@') and address not in busy_once:
            busy_once.add(address)
            return '451 come back later'
        envelope.rcpt_tos.append(address)
        return '250 OK'

    async def handle_DATA(self, server, session, envelope):
        print(json.dumps({'from': envelope.mail_from, 'to': envelope.rcpt_tos,
                          'message': envelope.content.decode('ascii'),
                          'tls': session.ssl is not None or manner == 'tls'}), flush=True)
        return '250 taken'


settings = {}
context = None
if manner != 'plain':
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
if manner == 'starttls':
    settings |= {'tls_context': context, 'require_starttls': True}
if mechanism != 'none':
    other = {'PLAIN': 'LOGIN', 'LOGIN': 'PLAIN'}[mechanism]
    settings |= {'authenticator': authenticate, 'auth_required': True,
                 'auth_require_tls': manner != 'tls', 'auth_exclude_mechanism': [other]}
controller = Controller(Handler(), hostname='127.0.0.1', port=0,
                        ssl_context=context if manner == 'tls' else None, **settings)
# A port that is free: the controller asks its own address after it has bound one.
with socket.socket() as probe:
    probe.bind(('127.0.0.1', 0))
    controller.port = probe.getsockname()[1]
controller.start()
print(controller.port, flush=True)
sys.stdin.read()
controller.stop()

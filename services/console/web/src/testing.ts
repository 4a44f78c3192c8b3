// Before every unit test: browsers and newer Node.js have the Web Cryptography API by this name, Debian 12's has not.
import { webcrypto } from 'node:crypto';

if (!(globalThis.crypto as Crypto | undefined)?.subtle) {
    Object.defineProperty(globalThis, 'crypto', { value: webcrypto, configurable: true });
}

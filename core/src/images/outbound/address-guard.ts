import dns from 'node:dns';
import type { LookupFunction } from 'node:net';
import ipaddr from 'ipaddr.js';

/** An address that is not fetched, whatever lies there. */
export class BlockedAddressError extends Error {
  override readonly name = 'BlockedAddressError';
}

/** Only addresses of the public internet: not private, loopback, link-local (where clouds keep credentials), mapped or reserved ones. */
const isPublic = (address: string): boolean => ipaddr.isValid(address) && ipaddr.process(address).range() === 'unicast';

const literal = (url: URL): string | null => {
  const host = url.hostname.replace(/^\[|\]$/g, '');
  return ipaddr.isValid(host) ? host : null;
};

/**
 * @param allowedOrigins exempt from everything but the limits: the sandbox of a local stage, nothing anywhere else
 * @returns why an address is not even resolved, or null
 */
export const refusedAddress = (url: URL, allowedOrigins: ReadonlySet<string>): string | null => {
  if (allowedOrigins.has(url.origin)) return null;
  if (url.protocol !== 'https:') return `it is not fetched over ${url.protocol.replace(':', '')}`;
  if (url.username !== '' || url.password !== '') return 'its address holds a password';
  if (url.port !== '') return 'its address names a port of its own';
  const address = literal(url);
  return address !== null && !isPublic(address) ? 'it lies at a private address' : null;
};

/**
 * Resolves a name and hands on the addresses only if all of them are public. The connection uses what is handed on, so a name
 * that resolves differently a moment later gains nothing.
 */
export const guardedLookup =
  (lookup: LookupFunction = dns.lookup): LookupFunction =>
  (hostname, options, callback) => {
    lookup(hostname, options, (error, address, family) => {
      if (error !== null) return callback(error, address, family);
      const addresses = typeof address === 'string' ? [address] : address.map(each => each.address);
      if (addresses.length > 0 && addresses.every(isPublic)) return callback(null, address, family);
      return callback(new BlockedAddressError('the name resolves to a private address'), address, family);
    });
  };

import ipaddr from 'ipaddr.js';
import { EfirError } from '../../core/errors.ts';
import type { UrlFault } from '../../ports/web-client.ts';
import { isPublicAddress } from './judge-address.ts';

/** What the operator lets be called although it is private: names, addresses, blocks such as 10.0.0.0/8. */
export interface PrivateHosts {
  readonly names: ReadonlySet<string>;
  readonly blocks: readonly [ipaddr.IPv4 | ipaddr.IPv6, number][];
}

/** Reads the setting; an entry is one of host name, IP address, CIDR block. */
export function readPrivateHosts(entries: readonly string[]): PrivateHosts {
  const names = new Set<string>();
  const blocks: [ipaddr.IPv4 | ipaddr.IPv6, number][] = [];
  for (const entry of entries) {
    const bare = stripBrackets(entry.toLowerCase());
    if (ipaddr.isValidCIDR(bare)) blocks.push(ipaddr.parseCIDR(bare));
    else if (ipaddr.isValid(bare)) blocks.push(wholeAddress(ipaddr.process(bare)));
    else names.add(bare.replace(/\.$/, ''));
  }
  return { names, blocks };
}

/** Room of an address; browsers and servers bear about as much. */
const longest = 2000;

/**
 * Judges what can be judged without looking a name up. The parser of `URL` has by then turned every spelling of an
 * IPv4 address (decimal, octal, hexadecimal, short, full-width) into the usual one. Throws `url-forbidden`.
 */
export function judgeUrl(text: string, allowed: PrivateHosts): URL {
  if (text.length > longest) throw forbid(text, 'too-long');
  const url = URL.parse(text);
  if (!url) throw forbid(text, 'unreadable');
  if (url.protocol !== 'http:' && url.protocol !== 'https:') throw forbid(text, 'scheme');
  if (url.username !== '' || url.password !== '') throw forbid(text, 'credentials');
  url.hash = '';
  const fault = findHostFault(url, allowed);
  if (fault) throw forbid(text, fault);
  return url;
}

function findHostFault(url: URL, allowed: PrivateHosts): UrlFault | undefined {
  const host = hostOf(url);
  const literal = ipaddr.isValid(host);
  if (allowed.names.has(host) || (literal && isInBlocks(host, allowed.blocks))) return undefined;
  // A name may lead to a block that is allowed: then its address decides, of the port too.
  if (!literal && allowed.blocks.length > 0) return undefined;
  if (literal ? !isPublicAddress(host) : isLocalName(host)) return 'private';
  return isWebPort(url) ? undefined : 'port';
}

/** Judges an address that a name led to, or that a connection was made to. Throws `url-forbidden`. */
export function judgeAddress(url: URL, address: string, allowed: PrivateHosts): void {
  if (allowed.names.has(hostOf(url)) || isInBlocks(address, allowed.blocks)) return;
  if (!isPublicAddress(address)) throw forbid(url.href, 'private');
  if (!isWebPort(url)) throw forbid(url.href, 'port');
}

/** The error; of an address with credentials only what is no secret is told. */
export function forbid(text: string, reason: UrlFault): EfirError {
  const shown = text.replace(/\/\/[^/?#]*@/, '//…@').slice(0, 200);
  return new EfirError('url-forbidden', { url: shown, reason });
}

/** Name or address without brackets and without the dot that may end it. */
export function hostOf(url: URL): string {
  return stripBrackets(url.hostname).replace(/\.$/, '');
}

function stripBrackets(host: string): string {
  return host.replace(/^\[(.*)\]$/, '$1');
}

function wholeAddress(address: ipaddr.IPv4 | ipaddr.IPv6): [ipaddr.IPv4 | ipaddr.IPv6, number] {
  return [address, address.kind() === 'ipv4' ? 32 : 128];
}

/** An IPv4 address that an IPv6 one maps counts as itself. */
function isInBlocks(address: string, blocks: PrivateHosts['blocks']): boolean {
  if (!ipaddr.isValid(address)) return false;
  const parsed = ipaddr.process(address);
  return blocks.some(([block, bits]) => parsed.kind() === block.kind() && parsed.match(block, bits));
}

/** Names that never belong to the public network (RFC 6761, 6762, 8375, 9476 and the habits of clouds). */
function isLocalName(host: string): boolean {
  return (
    host === '' || /(^|\.)(localhost|localdomain|local|internal|home\.arpa|lan|intranet|corp)$/.test(host)
  );
}

/** Ports from 1024 on behind which something else than HTTP listens everywhere (from the list of the Fetch standard). */
const otherPorts = [
  1719, 1720, 1723, 2049, 3659, 4045, 4190, 5060, 5061, 6000, 6379, 6566, 6665, 6666, 6667, 6668, 6669, 6679,
  6697, 10080, 11211,
];

function isWebPort({ port }: URL): boolean {
  const number = Number(port);
  return port === '' || number === 80 || number === 443 || (number >= 1024 && !otherPorts.includes(number));
}

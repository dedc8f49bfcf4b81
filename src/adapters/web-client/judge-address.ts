import ipaddr from 'ipaddr.js';

/**
 * Whether an IP address (without brackets) belongs to the public network: global unicast, and none of the blocks that
 * lead back to private ones. An IPv4 address inside an IPv6 one (mapped, or behind the well-known NAT64 prefix) is
 * judged as itself; 6to4, Teredo and every other wrapping is refused. False for a text that is no address.
 */
export function isPublicAddress(address: string): boolean {
  const text = normalise(address);
  if (!ipaddr.isValid(text)) return false;
  const parsed = ipaddr.parse(text);
  if (parsed instanceof ipaddr.IPv4) return isPublicIPv4(parsed);
  if (parsed.zoneId !== undefined) return false;
  const embedded = parsed.isIPv4MappedAddress() || parsed.match(nat64, 96);
  if (embedded) return isPublicIPv4(new ipaddr.IPv4(parsed.toByteArray().slice(12)));
  return parsed.range() === 'unicast' && parsed.match(globalUnicast, 3);
}

/** ipaddr.js takes `::1.2.3.4` for a mapped address, which it is not; written in groups it reads it right. */
function normalise(address: string): string {
  if (!address.includes(':')) return address;
  return URL.parse(`http://[${address}]/`)?.hostname.slice(1, -1) ?? '';
}

const nat64 = ipaddr.IPv6.parse('64:ff9b::');
const globalUnicast = ipaddr.IPv6.parse('2000::');
/** A public address that answers inside a large cloud only, with what its machines may know. */
const metadata = ['168.63.129.16'];

function isPublicIPv4(address: ipaddr.IPv4): boolean {
  return address.range() === 'unicast' && !metadata.includes(address.toString());
}

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { EfirError } from '../../core/errors.ts';
import { isPublicAddress } from './judge-address.ts';
import { judgeAddress, judgeUrl, readPrivateHosts } from './judge-url.ts';

const nothing = readPrivateHosts([]);

function reasonOf(url: string, allowed = nothing): string {
  try {
    judgeUrl(url, allowed);
    return 'fine';
  } catch (thrown) {
    if (!(thrown instanceof EfirError) || thrown.code !== 'url-forbidden') throw thrown;
    return String(thrown.args['reason']);
  }
}

describe('an address that leads into a private network', () => {
  test.each([
    // this machine, in every spelling of IPv4
    'http://127.0.0.1',
    'http://127.0.0.1.',
    'http://127.1',
    'http://127.0.1',
    'http://127.255.255.254',
    'http://2130706433',
    'http://0x7f000001',
    'http://0X7F.0.0.1',
    'http://0x7f.1',
    'http://0x7f.0x0.0x0.0x1',
    'http://017700000001',
    'http://0177.0.0.1',
    'http://0177.0.0.01',
    'http://00000177.1',
    'http://127.0x1',
    'http://１２７.０.０.１',
    'http://127。0。0。1',
    'http://①②⑦.⓪.⓪.①',
    'http://%31%32%37.0.0.1',
    'http://0',
    'http://0.0.0.0',
    'http://0x0',
    'http://00000000000',
    // and of IPv6
    'http://[::1]',
    'http://[0:0:0:0:0:0:0:1]',
    'http://[0000:0000::0001]',
    'http://[::]',
    'http://[::127.0.0.1]',
    'http://[::7f00:1]',
    'http://[::ffff:127.0.0.1]',
    'http://[::ffff:7f00:1]',
    'http://[0:0:0:0:0:ffff:127.0.0.1]',
    'http://[::ffff:0:127.0.0.1]',
    'http://[64:ff9b::127.0.0.1]',
    'http://[64:ff9b::7f00:1]',
    'http://[64:ff9b:1::7f00:1]',
    'http://[2002:7f00:1::]',
    'http://[2002:7f00:0001::1]',
    'http://[2001:0:7f00:1::1]',
    // names of this machine
    'http://localhost',
    'http://LOCALHOST',
    'http://localhost.',
    'http://foo.localhost',
    'http://localhost.localdomain',
    'http://ｌｏｃａｌｈｏｓｔ',
    'http://loc%61lhost',
    // networks around it
    'http://10.0.0.1',
    'http://10.1',
    'http://167772161',
    'http://172.16.0.1',
    'http://172.31.255.255',
    'http://192.168.1.1',
    'http://0300.0250.1.1',
    'http://100.64.0.1',
    'http://198.18.0.1',
    'http://192.0.2.1',
    'http://192.0.0.192',
    'http://224.0.0.1',
    'http://240.0.0.1',
    'http://255.255.255.255',
    'http://[fc00::1]',
    'http://[fd12:3456::1]',
    'http://[fe80::1]',
    'http://[febf::1]',
    'http://[fec0::1]',
    'http://[ff02::1]',
    'http://[2001:db8::1]',
    'http://[100::1]',
    'http://[::ffff:10.0.0.1]',
    'http://[::ffff:169.254.169.254]',
    'http://[64:ff9b::a00:1]',
    'http://[2002:0a00:0001::1]',
    'http://printer.local',
    'http://db.internal',
    'http://router.home.arpa',
    'http://nas.lan',
    // what clouds tell their machines
    'http://169.254.169.254/latest/meta-data/',
    'http://2852039166/',
    'http://0xa9fea9fe/',
    'http://0251.0376.0251.0376/',
    'http://169.254.43518/',
    'http://[fd00:ec2::254]/',
    'http://metadata.google.internal/',
    'http://168.63.129.16/',
    'http://100.100.100.200/',
  ])('%s is refused', (url) => {
    expect(reasonOf(url)).toBe('private');
    expect(reasonOf(url.replace('http:', 'https:'))).toBe('private');
  });

  test.each([
    'http://[fe80::1%25eth0]',
    'http://[fe80::1%eth0]',
    'http://[::1%25lo]',
    'http://127.0.0.1.1.1',
    'http://256.0.0.1',
    'http://0x7f.0.0.0.1',
    'http://[::ffff:127.0.0.1',
    'http://1.2.3.4.5',
    'http:///',
    'http://',
    'hooks',
    '//example.com',
    'http://exa mple.com',
    'http://a:99999',
  ])('%s is no address', (url) => {
    expect(reasonOf(url)).toBe('unreadable');
  });
});

describe('an address', () => {
  test.each([
    ['ftp://example.com', 'scheme'],
    ['file:///etc/passwd', 'scheme'],
    ['gopher://127.0.0.1:6379/_FLUSHALL', 'scheme'],
    ['javascript:alert(1)', 'scheme'],
    ['unix:/run/docker.sock', 'scheme'],
    ['http://name@example.com', 'credentials'],
    ['http://name:secret@example.com', 'credentials'],
    ['http://example.com@127.0.0.1', 'credentials'],
    ['http://127.0.0.1#@example.com', 'private'],
    ['http://127.0.0.1\\@example.com', 'private'],
    ['http://example.com:22', 'port'],
    ['http://example.com:25', 'port'],
    ['https://example.com:6379', 'port'],
    ['http://8.8.8.8:11211', 'port'],
    [`http://example.com/${'a'.repeat(2000)}`, 'too-long'],
  ])('%s is refused for its %s', (url, reason) => {
    expect(reasonOf(url)).toBe(reason);
  });

  test.each([
    'https://example.com/hook?a=b',
    'http://example.com:8080/',
    'https://例え.jp/',
    'http://8.8.8.8/',
    'http://[2606:4700::1111]/',
    'http://[::ffff:8.8.8.8]/',
    'http://[64:ff9b::8.8.8.8]/',
    'http://localhost.example.com/',
    'http://127.0.0.1.example.com/',
  ])('%s is fine', (url) => {
    expect(reasonOf(url)).toBe('fine');
  });

  test('is told without the secrets in it', () => {
    const judge = () => judgeUrl('http://name:secret@example.com/', nothing);
    expect(judge).toThrow('//…@example.com');
    expect(judge).not.toThrow('secret');
  });
});

describe('what the operator allows', () => {
  const allowed = readPrivateHosts([
    'Hooks.Example.internal',
    '10.1.0.0/16',
    '127.0.0.1',
    '[fd00::5]',
    'fd01::/16',
  ]);

  test.each([
    'http://hooks.example.internal:22/',
    'http://10.1.255.255:9/',
    'http://127.0.0.1/',
    'http://2130706433/',
    'http://[::ffff:127.0.0.1]/',
    'http://[fd00::5]/',
    'http://[fd01:2::3]/',
  ])('%s may be called', (url) => {
    expect(reasonOf(url, allowed)).toBe('fine');
  });

  test.each(['http://10.2.0.1', 'http://127.0.0.2', 'http://[fd00::6]'])('%s may not', (url) => {
    expect(reasonOf(url, allowed)).toBe('private');
  });

  test('also when a name leads there', () => {
    for (const text of ['http://example.com:25', 'http://other.example.internal', 'http://localhost']) {
      const url = judgeUrl(text, allowed);
      expect(() => judgeAddress(url, '10.1.2.3', allowed)).not.toThrow();
      for (const address of ['10.2.2.3', '127.0.0.2', '::1', '169.254.169.254', 'nothing'])
        expect(() => judgeAddress(url, address, allowed)).toThrow('private');
    }
    expect(() => judgeAddress(new URL('http://example.com:25'), '8.8.8.8', allowed)).toThrow('port');
  });
});

describe('whatever the address', () => {
  const byte = fc.integer({ min: 0, max: 255 });
  const bytes = fc.tuple(byte, byte, byte, byte);
  const isPrivate = ([a, b]: readonly number[]) =>
    a === 0 ||
    a === 10 ||
    a === 127 ||
    (a === 100 && (b ?? 0) >= 64 && (b ?? 0) < 128) ||
    (a === 169 && b === 254) ||
    (a === 172 && (b ?? 0) >= 16 && (b ?? 0) < 32) ||
    (a === 192 && b === 168) ||
    (a ?? 0) >= 224;
  const privateBytes = fc.oneof(
    bytes.map(([, b, c, d]) => [127, b, c, d]),
    bytes.map(([, b, c, d]) => [10, b, c, d]),
    bytes.map(([, , c, d]) => [192, 168, c, d]),
    bytes.map(([, , c, d]) => [169, 254, c, d]),
    bytes.map(([, b, c, d]) => [172, 16 + (b % 16), c, d]),
    bytes.filter(isPrivate),
  );
  const radix = fc.constantFrom(
    (value: number) => String(value),
    (value: number) => `0x${value.toString(16)}`,
    (value: number) => `0${value.toString(8)}`,
    (value: number) => `0X${value.toString(16).toUpperCase().padStart(2, '0')}`,
  );

  test('a private IPv4 address is refused in every spelling, alone and inside IPv6', () => {
    fc.assert(
      fc.property(
        privateBytes,
        fc.integer({ min: 1, max: 4 }),
        fc.tuple(radix, radix, radix, radix),
        (parts, count, writers) => {
          const tail = parts.slice(count - 1).reduce((sum, part) => sum * 256 + part, 0);
          const numbers = [...parts.slice(0, count - 1), tail];
          const spelling = numbers.map((value, index) => writers[index]?.(value)).join('.');
          expect(reasonOf(`http://${spelling}/`)).toBe('private');
          const [a = 0, b = 0, c = 0, d = 0] = parts;
          const hex = `${((a << 8) | b).toString(16)}:${((c << 8) | d).toString(16)}`;
          for (const address of [
            `::${hex}`,
            `::ffff:${hex}`,
            `::ffff:0:${hex}`,
            `64:ff9b::${hex}`,
            `2002:${hex}::1`,
            `::ffff:${parts.join('.')}`,
          ]) {
            expect([address, isPublicAddress(address)]).toEqual([address, false]);
          }
        },
      ),
      { numRuns: 2000 },
    );
  });

  test('nothing outside global unicast is public, and texts that are no address never are', () => {
    fc.assert(
      fc.property(fc.ipV6(), (address) => {
        const head = Number.parseInt(
          new URL(`http://[${address}]/`).hostname.slice(1).split(':')[0] || '0',
          16,
        );
        const isGlobal = head >= 0x2000 && head <= 0x3fff;
        if (isPublicAddress(address))
          expect(
            isGlobal || /^(::ffff:|64:ff9b::)/i.test(new URL(`http://[${address}]/`).hostname.slice(1)),
          ).toBe(true);
      }),
      { numRuns: 2000 },
    );
    fc.assert(
      fc.property(fc.string(), (text) => {
        if (isPublicAddress(text)) expect(text).toMatch(/^[\da-fA-FxX.:]+$/);
      }),
    );
  });

  test('any text is judged, and only http and https ever pass', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string(), fc.webUrl(), fc.webUrl({ validSchemes: ['http', 'ftp', 'ws'] })),
        (text) => {
          if (reasonOf(text) === 'fine') expect(new URL(text).protocol).toMatch(/^https?:$/);
        },
      ),
      { numRuns: 2000 },
    );
  });
});

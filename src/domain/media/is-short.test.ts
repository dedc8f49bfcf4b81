import { describe, expect, it } from 'vitest';
import { isShort } from './is-short.ts';

/** The head of a WAV file with so many bytes per second, with another chunk before `fmt ` when asked for. */
function makeWavHead(rate: number, before = ''): Buffer {
  const format = Buffer.alloc(24);
  format.write('fmt ', 'latin1');
  format.writeUInt32LE(16, 4);
  format.writeUInt32LE(rate, 16);
  return Buffer.concat([Buffer.from('RIFF....WAVE', 'latin1'), Buffer.from(before, 'latin1'), format]);
}

describe('a recording is short', () => {
  it('by its length where the first bytes tell it', () => {
    expect(isShort(300 * 32_000, makeWavHead(32_000))).toBe(true);
    expect(isShort(301 * 32_000, makeWavHead(32_000))).toBe(false);
    expect(isShort(200 * 192_000, makeWavHead(192_000, 'JUNK....padding.'))).toBe(true);
  });

  it('by its size where they do not', () => {
    const ogg = Buffer.from('OggS');
    expect(isShort(400_000, ogg)).toBe(true);
    expect(isShort(20_000_000, ogg)).toBe(false);
    expect(isShort(0, Buffer.alloc(0))).toBe(true);
  });

  it('by its size where a WAV head is cut or says nothing', () => {
    expect(isShort(2_000_000, makeWavHead(0))).toBe(false);
    expect(isShort(2_000_000, makeWavHead(192_000).subarray(0, 20))).toBe(false);
  });
});

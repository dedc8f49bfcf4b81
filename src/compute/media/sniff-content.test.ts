import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeBadCorpus } from '../../../test/fixtures/bad/corpus.ts';
import { makeSamples, runFfmpeg, speech, writeWav } from '../../../test/support/audio.ts';
import { sniffContent, sniffLength } from './sniff-content.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'efir-test-sniff-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const sniff = (content: string | Uint8Array) =>
  sniffContent(typeof content === 'string' ? Buffer.from(content) : content);

describe('judging a file by its first bytes', () => {
  it.each([
    ['', 'an empty file'],
    ['Hello.\n', 'plain text'],
    ['Протокол собрания.', 'plain text'],
    ['{"error": "not found"}', 'plain text'],
    ['#EXTM3U\nother.ts\n', 'a playlist (HLS)'],
    ['\ufeff#EXTM3U\nother.ts\n', 'a playlist (HLS)'],
    ['ffconcat version 1.0\nfile other.wav\n', 'a playlist (ffconcat)'],
    ["file 'other.wav'\n", 'a playlist (ffconcat)'],
    ['v=0\r\no=- 0 0 IN IP4 127.0.0.1\r\ns=x\r\n', 'a session description (SDP)'],
    ['[playlist]\nFile1=a.mp3\n', 'a playlist (PLS)'],
    ['<?xml version="1.0"?>\n<MPD xmlns="urn:mpeg:dash:schema:mpd:2011">', 'a playlist (DASH)'],
    ['<!DOCTYPE html><html>', 'a web page'],
    ['WEBVTT\n\n', 'subtitles (WebVTT)'],
    ['1\n00:00:01,000 --> 00:00:02,000\nHi\n', 'subtitles (SRT)'],
    ['<svg xmlns="http://www.w3.org/2000/svg"/>', 'an image (SVG)'],
    ['%PDF-1.7\n', 'a PDF document'],
    [Buffer.from('%PDF-1.7\n%\xe2\xe3\xcf\xd3\n\x00\x01', 'latin1'), 'a PDF document'],
    [Buffer.from('\ufeffhello there', 'utf16le'), 'plain text'],
    [Buffer.from('4d546864000000060001000100c0', 'hex'), 'a MIDI file: notes, no sound'],
    [Buffer.from('ffd8ffe000104a46494600010100', 'hex'), 'an image (JPG)'],
    [Buffer.from('1f8b0800000000000003', 'hex'), 'a GZ archive'],
    [Buffer.from('7f454c4602010100000000000000000002003e00', 'hex'), 'a program'],
  ])('knows %j', async (content, found) => {
    expect(await sniff(content)).toEqual({ verdict: 'other', found });
  });

  it.each([
    'mp3',
    'm4a',
    'mp4',
    'mov',
    '3gp',
    'ogg',
    'opus',
    'mkv',
    'webm',
    'flac',
    'wav',
    'aac',
    'ts',
    'avi',
    'wma',
    'aiff',
    'caf',
    'flv',
    'mpg',
    'au',
    'w64',
  ])('never refuses %s', async (extension) => {
    const source = join(folder, 'source.wav');
    await writeWav(source, makeSamples([speech(2)]));
    const path = join(folder, `made.${extension}`);
    await runFfmpeg(
      '-i',
      source,
      '-ar',
      extension === 'flv' ? '44100' : '48000',
      ...(['ogg', 'mkv', '3gp'].includes(extension) ? ['-c:a', extension === '3gp' ? 'aac' : 'flac'] : []),
      path,
    );
    const head = (await readFile(path)).subarray(0, sniffLength);
    expect((await sniffContent(head)).verdict).not.toBe('other');
  });

  it('takes AMR for what it is, though its frames may be letters', async () => {
    expect((await sniff(`#!AMR\n${'|'.repeat(200)}`)).verdict).toBe('media');
  });

  it('agrees with the corpus: what the bytes give away is refused at the door', async () => {
    const corpus = await makeBadCorpus(join(folder, 'bad'));
    for (const { name, path, code } of corpus.filter((bad) => bad.name !== 'random.mp3')) {
      const { verdict } = await sniffContent((await readFile(path)).subarray(0, sniffLength));
      expect([name, verdict === 'other']).toEqual([
        name,
        code === 'media-unrecognised' || code === 'media-empty',
      ]);
    }
  });

  it('is not fooled by a character that the end of the head cuts', async () => {
    expect((await sniff(Buffer.from('да'.repeat(100)).subarray(0, 201))).found).toBe('plain text');
  });
});

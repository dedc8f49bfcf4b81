import type { Segment } from '../../../wire/event-message.ts';
import type { FormatOptions } from './format-options.ts';

/** A segment's text on one line; a mark in brackets for speech that could not be understood, when there are texts. */
export function wordSegment({ text, unintelligible }: Segment, { texts }: FormatOptions): string {
  const plain = text.replace(/[\s\p{Cc}]+/gu, ' ').trim();
  return plain === '' && unintelligible && texts ? `[${texts.text('unintelligible')}]` : plain;
}

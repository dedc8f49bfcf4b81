import { useKeys } from '../keys/use-keys.ts';
import { type Playback, rates } from './playback.ts';

interface Shortcuts {
  readonly playback: Playback;
  readonly mayWrite: boolean;
  readonly stepDoubtful: (direction: 1 | -1) => void;
  readonly stepSegment: (direction: 1 | -1) => void;
  readonly find: () => void;
  readonly undo: () => void;
  readonly redo: () => void;
  /** All of these are done to what is being heard. */
  readonly edit: () => void;
  readonly confirm: () => void;
  readonly highlight: () => void;
  readonly select: (reach: boolean) => void;
  readonly copyLink: () => void;
  readonly showHighlights: () => void;
  readonly showVersions: () => void;
}

/** Seconds that an arrow goes. */
const step = 5;

/** The page by keyboard: what is listed here is what keys do, and what the help for keys tells of them. */
export function useShortcuts(shortcuts: Shortcuts): void {
  const { find, mayWrite, playback, stepDoubtful, stepSegment } = shortcuts;
  const jump = (direction: 1 | -1) => () =>
    playback.seek(playback.audio.currentTime + direction * step, !playback.audio.paused);
  useKeys('web-keys-transcript', [
    { keys: 'Space', label: 'web-key-play', act: playback.toggle },
    { keys: 'ArrowLeft', label: 'web-key-back', act: jump(-1) },
    { keys: 'ArrowRight', label: 'web-key-forward', act: jump(1) },
    { keys: 'Shift+ArrowLeft', label: 'web-key-segment-former', act: () => stepSegment(-1) },
    { keys: 'Shift+ArrowRight', label: 'web-key-segment-next', act: () => stepSegment(1) },
    { keys: '<', label: 'web-key-slower', act: () => changeRate(playback, -1) },
    { keys: '>', label: 'web-key-faster', act: () => changeRate(playback, 1) },
    { keys: 'd', label: 'web-key-doubtful-next', act: () => stepDoubtful(1) },
    { keys: 'Shift+d', label: 'web-key-doubtful-former', act: () => stepDoubtful(-1) },
    { keys: 'Mod+f', label: 'web-key-find', act: find, always: true },
    { keys: '/', act: find },
    { keys: 'l', label: 'web-key-link', act: shortcuts.copyLink },
    { keys: 'm', label: 'web-key-highlights', act: shortcuts.showHighlights },
    { keys: 'v', label: 'web-key-versions', act: shortcuts.showVersions },
    ...(mayWrite ? listWriting(shortcuts) : []),
  ]);
}

function listWriting({ confirm, edit, highlight, redo, select, undo }: Shortcuts) {
  return [
    { keys: 'e', label: 'web-key-correct', act: edit },
    { keys: 'c', label: 'web-key-confirm', act: confirm },
    { keys: 'h', label: 'web-key-highlight', act: highlight },
    { keys: 'x', label: 'web-key-select', act: () => select(false) },
    { keys: 'Shift+x', label: 'web-key-select-reach', act: () => select(true) },
    // Where somebody writes, the field has an undo of its own.
    { keys: 'Mod+z', label: 'web-key-undo', act: undo },
    { keys: 'Mod+Shift+z', label: 'web-key-redo', act: redo },
    { keys: 'Mod+y', act: redo },
  ];
}

function changeRate(playback: Playback, direction: 1 | -1): void {
  const place = rates.findIndex((rate) => rate >= playback.audio.playbackRate);
  playback.changeRate(rates[Math.min(rates.length - 1, Math.max(0, place + direction))] ?? 1);
}

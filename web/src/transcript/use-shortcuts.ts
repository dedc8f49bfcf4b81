import { useKeys } from '../keys/use-keys.ts';
import { type Playback, rates } from './playback.ts';

interface Shortcuts {
  readonly playback: Playback;
  readonly stepDoubtful: (direction: 1 | -1) => void;
  readonly stepSegment: (direction: 1 | -1) => void;
  /** Corrects what is being heard. */
  readonly edit: () => void;
}

/** Seconds that an arrow goes. */
const step = 5;

/** The page by keyboard: what is listed here is what keys do, and what the help for keys tells of them. */
export function useShortcuts({ edit, playback, stepDoubtful, stepSegment }: Shortcuts): void {
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
    { keys: 'e', label: 'web-key-correct', act: edit },
  ]);
}

function changeRate(playback: Playback, direction: 1 | -1): void {
  const place = rates.findIndex((rate) => rate >= playback.audio.playbackRate);
  playback.changeRate(rates[Math.min(rates.length - 1, Math.max(0, place + direction))] ?? 1);
}

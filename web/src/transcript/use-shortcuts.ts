import { useEffect, useRef } from 'react';
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

/**
 * The page by keyboard: space plays, arrows go to and fro (with shift from segment to segment), `<` and `>` change the
 * speed, `d` goes to the next doubtful word, `e` corrects. Nothing of it while somebody writes, or in a menu.
 */
export function useShortcuts(shortcuts: Shortcuts): void {
  const newest = useRef(shortcuts);
  useEffect(() => {
    newest.current = shortcuts;
  });
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || isTaken(event)) return;
      const act = findAct(event, newest.current);
      if (!act) return;
      event.preventDefault();
      act();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, []);
}

/** Whether the key belongs to what has the focus. */
function isTaken({ code, target }: KeyboardEvent): boolean {
  const element = target as HTMLElement;
  if (element.closest('input, textarea, select, [role="menu"], [role="dialog"]')) return true;
  return code === 'Space' && element.closest('button, a') !== null;
}

function findAct(event: KeyboardEvent, { edit, playback, stepDoubtful, stepSegment }: Shortcuts) {
  const { audio } = playback;
  const direction = event.code === 'ArrowLeft' || (event.code === 'KeyD' && event.shiftKey) ? -1 : 1;
  switch (event.code) {
    case 'Space':
      return playback.toggle;
    case 'ArrowLeft':
    case 'ArrowRight':
      return event.shiftKey
        ? () => stepSegment(direction)
        : () => playback.seek(audio.currentTime + direction * step, !audio.paused);
    case 'KeyD':
      return () => stepDoubtful(direction);
    case 'KeyE':
      return edit;
    case 'Comma':
      return event.shiftKey ? () => changeRate(playback, -1) : undefined;
    case 'Period':
      return event.shiftKey ? () => changeRate(playback, 1) : undefined;
    default:
      return undefined;
  }
}

function changeRate(playback: Playback, direction: 1 | -1): void {
  const place = rates.findIndex((rate) => rate >= playback.audio.playbackRate);
  playback.changeRate(rates[Math.min(rates.length - 1, Math.max(0, place + direction))] ?? 1);
}

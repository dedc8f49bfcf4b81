import { Presets, SingleBar } from 'cli-progress';
import { canRedraw } from '../../../config/config.ts';
import type { CommandContext } from '../command.ts';

/** How far a recording is, shown on a terminal and nowhere else. */
export interface Progress {
  /** A word for what happens before figures are known. */
  phase(word: string): void;
  /** Seconds of the recording done, and its length; 0 where that is not known. */
  update(processed: number, duration: number): void;
  /** Bytes of a download. */
  amount(done: number, total: number): void;
  /** Recordings of several. */
  count(done: number, total: number): void;
  /** A line to stderr that stays, above the bar where there is one. */
  say(line: string): void;
  end(): void;
}

/** Draws on stderr: `talk.ogg ▆▆▆▆▁▁▁▁ 48 % · 12.4× · 35 s left`. Speed counts from the first figure. */
export function startProgress(context: CommandContext, name: string): Progress {
  const { environment, say, stderr, texts } = context;
  if (!stderr.isTTY || !canRedraw(environment))
    return { phase: () => {}, update: () => {}, amount: () => {}, count: () => {}, say, end: () => {} };
  let began: { at: number; processed: number } | undefined;
  const bar = new SingleBar(
    {
      stream: stderr,
      clearOnComplete: true,
      hideCursor: true,
      barsize: 24,
      fps: 5,
      gracefulExit: false,
      linewrap: false,
      format: '{name} {bar} {state}',
    },
    Presets.rect,
  );
  const start = () => bar.start(1, 0, { name: shorten(name), state: '' });
  start();
  return {
    phase: (word) => bar.update({ state: word }),
    update: (processed, duration) => {
      began ??= { at: performance.now(), processed };
      bar.setTotal(Math.max(duration, processed, 0.001));
      const seconds = (performance.now() - began.at) / 1000;
      bar.update(processed, {
        state: describe(processed, duration, (processed - began.processed) / seconds),
      });
    },
    amount: (done, total) => {
      // The speed of the work does not count what was waited for.
      began = undefined;
      bar.setTotal(Math.max(total, done, 1));
      bar.update(done, { state: texts.text('progress-bytes', { done, total }) });
    },
    count: (done, total) => {
      bar.setTotal(Math.max(total, 1));
      bar.update(done, { state: `${done} / ${total}` });
    },
    say: (line) => {
      bar.stop();
      say(line);
      start();
    },
    end: () => bar.stop(),
  };

  function describe(processed: number, duration: number, speed: number): string {
    const parts = duration > 0 ? [`${Math.min(100, Math.floor((processed / duration) * 100))} %`] : [];
    if (Number.isFinite(speed) && speed > 0) {
      parts.push(`${speed.toFixed(1)}×`);
      if (duration > 0)
        parts.push(texts.text('transcribe-left', { seconds: Math.max(0, duration - processed) / speed }));
    }
    return parts.join(' · ');
  }
}

function shorten(name: string): string {
  const letters = [...name];
  return letters.length > 28 ? `${letters.slice(0, 27).join('')}…` : name;
}

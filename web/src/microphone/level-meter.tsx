import { useEffect, useRef } from 'react';
import styles from './microphone.module.css';
import { readLevel } from './read-level.ts';

/** Pixels of a bar with the room behind it. */
const step = 5;
/** Bars a second. */
const pace = 20;
/** Seconds without a sound after which one should look at the microphone. */
const patience = 4;

/** The loudness of the last seconds, as it comes. For those who see nothing of it, the words below say enough. */
export function LevelMeter({
  analyser,
  onSilent,
  paused,
}: {
  readonly analyser: AnalyserNode;
  readonly paused: boolean;
  readonly onSilent: (silent: boolean) => void;
}) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const levels = useRef<number[]>([]);
  useEffect(() => {
    if (paused) return;
    const frame = new Float32Array(analyser.fftSize);
    let heardAt = performance.now();
    const timer = setInterval(() => {
      analyser.getFloatTimeDomainData(frame);
      const level = readLevel(frame);
      if (level > 0.02) heardAt = performance.now();
      onSilent(performance.now() - heardAt > patience * 1000);
      levels.current.push(level);
      if (canvas.current) draw(canvas.current, levels.current);
    }, 1000 / pace);
    return () => clearInterval(timer);
  }, [analyser, onSilent, paused]);
  return <canvas ref={canvas} className={styles.meter} aria-hidden />;
}

function draw(canvas: HTMLCanvasElement, levels: number[]): void {
  const { clientHeight: height, clientWidth: width } = canvas;
  const scale = devicePixelRatio || 1;
  if (canvas.width !== Math.round(width * scale)) {
    canvas.width = Math.round(width * scale);
    canvas.height = Math.round(height * scale);
  }
  const most = Math.ceil(width / step);
  levels.splice(0, Math.max(0, levels.length - most));
  const pen = canvas.getContext('2d');
  if (!pen) return;
  pen.setTransform(scale, 0, 0, scale, 0, 0);
  pen.clearRect(0, 0, width, height);
  pen.fillStyle = getComputedStyle(canvas).color;
  for (const [place, level] of levels.entries()) {
    const bar = Math.max(2, level * height);
    pen.fillRect(width - (levels.length - place) * step, (height - bar) / 2, step - 2, bar);
  }
}

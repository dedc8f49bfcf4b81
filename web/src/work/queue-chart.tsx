import { Text, VisuallyHidden } from '@mantine/core';
import { useElementSize } from '@mantine/hooks';
import { type PointerEvent, useMemo, useState } from 'react';
import { findLocale } from '../texts/language.ts';
import { useLanguage } from '../texts/language-context.ts';
import { useTexts } from '../texts/use-texts.ts';
import { type DepthPicture, layOutDepth } from './lay-out-depth.ts';
import type { QueueHistory } from './queries.ts';
import styles from './queue-chart.module.css';
import { QueueTable } from './queue-table.tsx';

const height = 170;
const hour = 3_600_000;

/**
 * How many tasks waited and were in work. A pointer over it, or arrow keys, tell a moment in words; the hours stand in a
 * table for those who do not see it.
 */
export function QueueChart({ history, hours }: { readonly history: QueueHistory; readonly hours: number }) {
  const text = useTexts();
  const locale = findLocale(useLanguage().language);
  const { ref, width } = useElementSize();
  const { points } = history;
  const [probed, setProbed] = useState<number>();
  const to = Math.max(Date.now(), Date.parse(points.at(-1)?.at ?? ''));
  const from = to - hours * hour;
  const picture = useMemo(
    () => layOutDepth(history, { width: Math.max(1, width), height, from, to }),
    [history, width, from, to],
  );
  const place = Math.min(probed ?? points.length - 1, points.length - 1);
  const point = points[place];
  const words = point && text('web-work-queue-at', { ...point, time: formatTime(point.at, locale, hours) });
  const probe = ({ clientX, currentTarget }: PointerEvent<HTMLElement>) => {
    const { left, width: whole } = currentTarget.getBoundingClientRect();
    setProbed(findNearest(points, from + ((clientX - left) / whole) * (to - from)));
  };
  return (
    <figure className={styles.figure}>
      <div className={styles.plot} onPointerMove={probe} onPointerLeave={() => setProbed(undefined)}>
        <div ref={ref} className={styles.frame}>
          <svg width={width} height={height + 24} aria-hidden className={styles.picture}>
            <Grid picture={picture} width={width} />
            <Hours picture={picture} from={from} hours={hours} locale={locale} width={width} />
            {picture.waiting.map((path) => (
              <path key={path} d={path} className={styles.waiting} />
            ))}
            {picture.running.map((path) => (
              <path key={path} d={path} className={styles.running} />
            ))}
            {probed !== undefined && point && (
              <line
                className={styles.cursor}
                x1={picture.x(Date.parse(point.at))}
                x2={picture.x(Date.parse(point.at))}
                y1={0}
                y2={height}
              />
            )}
          </svg>
        </div>
        <input
          type="range"
          className={styles.probe}
          min={0}
          max={points.length - 1}
          value={place}
          aria-label={text('web-work-queue-moment')}
          aria-valuetext={words}
          onChange={(event) => setProbed(Number(event.currentTarget.value))}
        />
      </div>
      <figcaption className={styles.legend}>
        <span className={styles.key} data-of="waiting">
          {text('web-work-queue-waiting')}
        </span>
        <span className={styles.key} data-of="running">
          {text('web-work-queue-running')}
        </span>
        <Text component="span" size="sm" className={styles.words ?? ''}>
          {words}
        </Text>
      </figcaption>
      <VisuallyHidden>
        <QueueTable points={points} locale={locale} />
      </VisuallyHidden>
    </figure>
  );
}

function Grid({ picture, width }: { readonly picture: DepthPicture; readonly width: number }) {
  return picture.marks.map((mark) => (
    <g key={mark}>
      <line className={styles.grid} x1={0} x2={width} y1={picture.y(mark)} y2={picture.y(mark)} />
      {mark > 0 && (
        <text className={styles.mark} x={4} y={picture.y(mark) + 13}>
          {mark}
        </text>
      )}
    </g>
  ));
}

interface HoursProps {
  readonly picture: DepthPicture;
  readonly from: number;
  readonly hours: number;
  readonly locale: string;
  readonly width: number;
}

/** Round hours of a day, or the days of a week, as many as there is room for. */
function Hours({ from, hours, locale, picture, width }: HoursProps) {
  const step = hours > 24 ? 24 : width < 480 ? 6 : 3;
  const first = new Date(from);
  first.setMinutes(0, 0, 0);
  first.setHours(Math.ceil((first.getHours() + 1) / step) * step);
  const times = Array.from(
    { length: Math.ceil(hours / step) },
    (_, place) => first.getTime() + place * step * hour,
  );
  const format =
    hours > 24 ? ({ day: 'numeric', month: 'short' } as const) : ({ timeStyle: 'short' } as const);
  return times
    .filter((time) => picture.x(time) > 16 && picture.x(time) < width - 16)
    .map((time) => (
      <g key={time}>
        <line className={styles.tick} x1={picture.x(time)} x2={picture.x(time)} y1={height} y2={height + 5} />
        <text className={styles.hour} x={picture.x(time)} y={height + 19}>
          {new Date(time).toLocaleString(locale, format)}
        </text>
      </g>
    ));
}

function formatTime(at: string, locale: string, hours: number): string {
  const clock = { hour: '2-digit', minute: '2-digit' } as const;
  const day = hours > 24 ? ({ day: 'numeric', month: 'short' } as const) : {};
  return new Date(at).toLocaleString(locale, { ...day, ...clock });
}

function findNearest(points: QueueHistory['points'], time: number): number {
  let best = 0;
  for (const [place, { at }] of points.entries())
    if (Math.abs(Date.parse(at) - time) < Math.abs(Date.parse(points[best]?.at ?? '') - time)) best = place;
  return best;
}

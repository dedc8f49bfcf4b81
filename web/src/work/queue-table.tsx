import { useTexts } from '../texts/use-texts.ts';
import type { QueueHistory } from './queries.ts';

interface QueueTableProps {
  readonly points: QueueHistory['points'];
  readonly locale: string;
}

/** The same by hours, of each the deepest minute: for those to whom it is read. */
export function QueueTable({ locale, points }: QueueTableProps) {
  const text = useTexts();
  const byHour = new Map<string, { waiting: number; running: number }>();
  for (const { at, running, waiting } of points) {
    const time = new Date(at);
    time.setMinutes(0, 0, 0);
    const key = time.toISOString();
    const before = byHour.get(key) ?? { waiting: 0, running: 0 };
    byHour.set(key, {
      waiting: Math.max(before.waiting, waiting),
      running: Math.max(before.running, running),
    });
  }
  return (
    <table>
      <caption>{text('web-work-queue-table')}</caption>
      <thead>
        <tr>
          <th scope="col">{text('web-work-queue-hour')}</th>
          <th scope="col">{text('web-work-queue-waiting')}</th>
          <th scope="col">{text('web-work-queue-running')}</th>
        </tr>
      </thead>
      <tbody>
        {[...byHour].map(([key, { running, waiting }]) => (
          <tr key={key}>
            <th scope="row">
              {new Date(key).toLocaleString(locale, { dateStyle: 'short', timeStyle: 'short' })}
            </th>
            <td>{waiting}</td>
            <td>{running}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

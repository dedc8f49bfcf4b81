import { expireChatRecordings, forgetChatLeftovers } from '../../domain/chats/index.ts';
import {
  expireRecordings,
  expireUploads,
  forgetDeleted,
  type SweepReport,
  settleRestored,
  sweepBlobs,
} from '../../domain/media/index.ts';
import type { TaskRules } from '../../work/task-rules.ts';
import type { Timetable } from '../../work/timetables.ts';
import type { Coordination, UpkeepPorts } from './coordination.ts';

/** What the installation does for itself, and when. */
export interface UpkeepJob {
  readonly timetable: Timetable;
  /** Resolves with what is noted of it. May be repeated. */
  readonly work: (signal: AbortSignal) => Promise<Record<string, unknown>>;
}

export function listJobs(
  { countEnd, database, logger, metrics }: Coordination,
  { blobs, config, rules }: UpkeepPorts & { readonly rules: readonly TaskRules[] },
): readonly UpkeepJob[] {
  return [
    {
      timetable: { name: 'retention', kind: 'retention', pattern: '17 * * * *', zone: 'UTC' },
      work: async (signal) => {
        const expired = await expireRecordings(database, { blobs, standard: config.retention, signal });
        for (const [what, count] of Object.entries(expired)) metrics.expired.inc({ what }, count);
        return { ...expired };
      },
    },
    {
      timetable: { name: 'forget-uploads', kind: 'forget-uploads', pattern: '*/10 * * * *', zone: 'UTC' },
      work: async (signal) => ({
        uploads: await expireUploads(database, { blobs }, signal),
        deleted: await forgetDeleted(database),
        restored: await settleRestored(database),
      }),
    },
    {
      // Here and not with the bot: what people said is forgotten also where the bot was switched off.
      timetable: { name: 'forget-chats', kind: 'forget-chats', pattern: '29 * * * *', zone: 'UTC' },
      work: async (signal) => {
        const expired = await expireChatRecordings(database, { blobs, countEnd, rules }, signal);
        return { ...expired, ...(await forgetChatLeftovers(database, signal)) };
      },
    },
    {
      timetable: { name: 'sweep', kind: 'sweep', pattern: '41 3 * * *', zone: 'UTC' },
      work: async (signal) => {
        const report = await sweepBlobs(database, { blobs }, { mend: config.sweepMend, signal });
        metrics.sweptOrphans.set(report.orphans - report.deleted);
        metrics.sweptMissing.set(report.missing - report.marked);
        if (isAmiss(report)) logger.warn({ ...report }, 'blobs and recordings do not fit together');
        return { ...report };
      },
    },
  ];
}

function isAmiss({ orphans, deleted, missing, marked, refused }: SweepReport): boolean {
  return refused || orphans > deleted || missing > marked;
}

import { crashPoint } from '../../core/crash-points.ts';
import { EfirError } from '../../core/errors.ts';
import type { ChatRecordingId } from '../../core/ids.ts';
import type { TenantRead } from '../../db/database.ts';
import {
  type ChatRecording,
  endChatRecording,
  findQuotaOverrun,
  holdToTell,
  noteDuration,
  readFollowed,
  readShownLately,
} from '../../domain/chats/index.ts';
import {
  cancelRecordingWithin,
  createTranscriptionRules,
  readSoFar,
  readTranscript,
  type SoFar,
  type Standing,
  type Standings,
} from '../../domain/media/index.ts';
import { createEndCounter } from '../count-end.ts';
import type { BotWork } from './bot-work.ts';
import { refuseRecording } from './refuse-recording.ts';
import { takeEnding } from './split-text.ts';
import { tellAnswer } from './tell-answer.ts';
import { makeButton, type Telling, tellOf } from './telling.ts';
import { withTelling } from './with-telling.ts';
import { describeOverrun } from './word-failure.ts';
import { type Picture as Progress, saidLessLeft, shownUnits, writeProgress } from './write-progress.ts';

/** Seconds until it is looked at again although nothing was heard: its place and the time left change by themselves. */
const soon = 5;
const later = 20;
const muchLater = 60;
/** Seconds for which a message stands unchanged where its estimate alone would rise. */
const riseShown = 30;

/**
 * Tells the chat how one of its recordings stands now: progress with the text so far, the answer, or how it ended. Who
 * is killed in between is followed by another who tells the same; several who do it at once tell it once.
 */
export async function tellRecording(work: BotWork, id: ChatRecordingId, standings: Standings): Promise<void> {
  const { bot, database } = work;
  const seen = await database.readTenant(bot.tenantId, (tx) => look(tx, id));
  if (!seen) return;
  const { now, recording } = seen;
  if (!now) return void (await withTelling(work, recording, (telling) => tellGone(telling, recording)));
  // What was answered is said anew only where something happened since.
  if (recording.state === 'answered' && now.lastEvent <= recording.toldEvent) return;
  const standing = (await standings.read(bot.tenantId, [now.recording])).get(now.recording.id) ?? {};
  const place = standing.place ?? 0;
  const seconds = place > 100 ? muchLater : place > 10 ? later : soon;
  const after = await withTelling(work, recording, async (telling) => {
    const held = await holdToTell(telling.tx, recording, { event: now.lastEvent, seconds });
    return held ? tellNow(work, telling, { recording, now, standing }) : undefined;
  });
  after?.();
  crashPoint('picture-told');
}

interface Picture {
  readonly recording: ChatRecording;
  readonly now: SoFar;
  readonly standing: Standing;
}

/** What it gives is to be done after the commit. */
async function tellNow(work: BotWork, telling: Telling, picture: Picture): Promise<(() => void) | undefined> {
  const { now, recording } = picture;
  const { error, state } = now.recording;
  if (state === 'succeeded') await tellSuccess(telling, recording);
  else if (recording.state === 'answered') return undefined;
  else if (state === 'failed')
    await refuseRecording(telling, recording, error ?? { code: 'internal', args: {} });
  else if (state === 'cancelled') await tellStopped(telling, recording, now.text);
  else {
    const refused = await judgeLength(work, telling, picture);
    if (refused) return () => refused(work.database);
    await tellProgress(telling, picture);
  }
  return undefined;
}

interface Seen {
  readonly recording: ChatRecording;
  /** Undefined where the recording is no longer there. */
  readonly now: SoFar | undefined;
}

async function look(tx: TenantRead, id: ChatRecordingId): Promise<Seen | undefined> {
  const recording = await readFollowed(tx, id);
  if (!recording) return undefined;
  const { recordingId } = recording;
  const now = recordingId === undefined ? undefined : await readSoFar(tx, recordingId, { units: shownUnits });
  return { recording, now };
}

async function tellProgress(telling: Telling, { now, recording, standing }: Picture): Promise<void> {
  const { media, options, processed, state } = now.recording;
  const { bot, texts, tx } = telling;
  const progress: Progress = {
    ...standing,
    state: state === 'queued' ? 'queued' : 'running',
    ...{ processed, text: now.text },
    duration: media?.duration ?? 0,
    diarize: options.diarize ?? false,
  };
  const { chatId, id } = recording;
  const before = await readShownLately(tx, { bot, chatId, id, seconds: riseShown });
  if (before !== undefined && saidLessLeft(before, progress, texts)) return;
  const text = writeProgress(progress, texts);
  const stop = await makeButton(telling, recording, { label: 'bot-button-stop', action: 'stop', mine: true });
  await tellOf(telling, recording, { text, buttons: [[stop]] });
}

async function tellSuccess(telling: Telling, recording: ChatRecording): Promise<void> {
  const { texts, tx } = telling;
  if (recording.recordingId === undefined) return;
  await endChatRecording(tx, recording, { state: 'answered' });
  try {
    const { transcript } = await readTranscript(tx, recording.recordingId, texts);
    await tellAnswer(telling, recording, { transcript });
  } catch (thrown) {
    // Nobody was here while it was kept.
    if (!(thrown instanceof EfirError) || thrown.code !== 'transcript-expired') throw thrown;
    await tellOf(telling, recording, { text: texts.text('bot-recording-gone') });
  }
}

/** Says that a recording was stopped; what was heard until then stays. */
export async function tellStopped(telling: Telling, recording: ChatRecording, heard: string): Promise<void> {
  const { texts, tx } = telling;
  await endChatRecording(tx, recording, { state: 'cancelled' });
  const again = await makeButton(telling, recording, {
    ...{ label: 'bot-button-again', action: 'again', mine: true },
  });
  const text =
    heard.trim() === ''
      ? texts.text('bot-recording-stopped')
      : `${texts.text('bot-recording-stopped-text')}\n\n${takeEnding(heard, shownUnits)}`;
  await tellOf(telling, recording, { text, buttons: [[again]] });
}

/** It was deleted elsewhere. */
async function tellGone(telling: Telling, recording: ChatRecording): Promise<void> {
  if (!(await endChatRecording(telling.tx, recording, { state: 'deleted' }))) return;
  await tellOf(telling, recording, { text: telling.texts.text('bot-recording-gone') });
}

/** A length that was not announced, or much too small, is judged by the quotas once it is known. */
async function judgeLength(work: BotWork, telling: Telling, { now, recording }: Picture) {
  const duration = now.recording.media?.duration ?? 0;
  if (duration <= (recording.source.duration ?? 0) * 1.2 + 5) return undefined;
  const { tx } = telling;
  const { tenantQuota, userQuota } = work.config.telegram;
  const overrun = await findQuotaOverrun(tx, {
    ...{ bot: work.bot, userId: recording.userId, seconds: duration, except: recording.id },
    quotas: { user: userQuota, tenant: tenantQuota },
  });
  await noteDuration(tx, recording, duration);
  if (!overrun) return undefined;
  await refuseRecording(telling, recording, describeOverrun(overrun));
  const { blobs, config, database, metrics } = work;
  const ports = {
    rules: [createTranscriptionRules({ blobs, maxDuration: config.maxDuration })],
    countEnd: createEndCounter(metrics, database.hints),
  };
  return cancelRecordingWithin(tx, ports, now.recording.id);
}

// A producer of another program, over Redis Streams: lays a recording on the shared folder, adds a task, waits for the
// transcript.   REDIS_URL=redis://localhost:6379 SHARED_ROOT=/data node foreign-producer-redis.mjs talk.ogg [Russian]
import { randomUUID } from 'node:crypto';
import { copyFile, mkdir } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { Redis } from 'ioredis';

const [file, language = 'auto'] = process.argv.slice(2);
const redis = new Redis(process.env.REDIS_URL);
const task_id = randomUUID();
const folder = join(process.env.SHARED_ROOT ?? '/data', 'tasks', task_id);
const file_path = join(folder, `audio${extname(file)}`);
await mkdir(folder, { recursive: true });
await copyFile(file, file_path);
const task = { task_id, file_path, diarize: 'false', language, chat_id: 123456 };
await redis.xadd('transcribe:tasks', '*', ...Object.entries(task).flat());

// The answer waits for an hour on a stream of its own. On transcribe:results it can be read, too, among all others.
const words = ['BLOCK', 60_000, 'STREAMS', `result:${task_id}`, '0'];
let answer = null;
while (answer === null) answer = await redis.xread(...words);
const [, fields] = answer[0][1][0];
const result = JSON.parse(fields[fields.indexOf('json') + 1]);
redis.disconnect();

if (result.status === 'success') console.log(result.text);
else console.error(result.error);
process.exitCode = result.status === 'success' ? 0 : 1;

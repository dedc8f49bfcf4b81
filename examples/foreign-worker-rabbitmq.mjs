// A worker of another program, over RabbitMQ: takes tasks, answers each with one message. Replace transcribe() with
// your own.   RABBITMQ_URL=amqp://guest:guest@localhost node foreign-worker-rabbitmq.mjs
import { readFile } from 'node:fs/promises';
import { Connection } from 'rabbitmq-client';

const connection = new Connection({ url: process.env.RABBITMQ_URL, noDelay: true, retryHigh: 2000 });
connection.on('error', (error) => console.error('connection:', error.message));
const [tasks, results] = ['transcribe:tasks', 'transcribe:results'];
const publisher = connection.createPublisher({ confirm: true, queues: [{ queue: results, durable: true }] });

// One task at a time. It is acknowledged when its answer is safe; of a worker that dies it goes to another.
const consumer = connection.createConsumer(
  { queue: tasks, queueOptions: { durable: true }, qos: { prefetchCount: 1 } },
  async ({ body: task }) => publisher.send({ routingKey: results, durable: true }, await work(task)),
);
consumer.on('error', (error) => console.error('consumer:', error.message));

async function work({ task_id, file_path, language }) {
  try {
    const segments = await transcribe(file_path, language);
    const text = segments.map((segment) => segment.text).join(' ');
    return { task_id, status: 'success', text, segments, error: null };
  } catch (error) {
    return { task_id, status: 'error', text: null, segments: null, error: error.message };
  }
}

async function transcribe(path, language = 'auto') {
  const { length } = await readFile(path);
  return [{ start: 0, end: 2.5, text: `${length} bytes, language ${language}`, speaker: 'SPEAKER_00' }];
}

process.once('SIGTERM', async () => {
  for (const open of [consumer, publisher, connection]) await open.close();
});

import { once } from 'node:events';
import { connect } from 'node:net';
import { layOutFolders, socketPath } from './folders.ts';

/** Whether a server of ours listens on the data directory: `efir up` runs there. Starts nothing. */
export async function isEmbeddedDatabaseRunning(dataDirectory: string): Promise<boolean> {
  const socket = connect(socketPath(layOutFolders(dataDirectory)));
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}

/** Of a folder only what looks like sound or film: nobody means the rest. */
const ofMedia =
  /\.(?:aac|aiff?|amr|avi|flac|m4[abv]|mka|mkv|mov|mp[234]|mpe?g|og[agv]|opus|wav|webm|wma|wmv|3gp)$/i;
/** Files of one drop; more is a folder that was meant for something else. */
const most = 5_000;

/** Everything that was dropped, folders with all that lies in them. */
export async function listDroppedFiles({ files, items }: DataTransfer): Promise<File[]> {
  // Both are empty as soon as the event is over.
  const plain = [...files];
  const entries = [...items]
    .filter(({ kind }) => kind === 'file')
    .map((item) => item.webkitGetAsEntry?.() ?? null);
  if (!entries.some((entry) => entry?.isDirectory)) return plain;
  const found: File[] = [];
  for (const [place, entry] of entries.entries()) {
    if (entry?.isDirectory) await walk(entry as FileSystemDirectoryEntry, found);
    else if (plain[place]) found.push(plain[place]);
  }
  return found;
}

async function walk(folder: FileSystemDirectoryEntry, found: File[]): Promise<void> {
  for (const entry of await readEntries(folder)) {
    if (found.length >= most) return;
    if (entry.isDirectory) await walk(entry as FileSystemDirectoryEntry, found);
    else if (ofMedia.test(entry.name)) found.push(...(await openFile(entry as FileSystemFileEntry)));
  }
}

/** Browsers tell what lies in a folder bit by bit. */
async function readEntries(folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = folder.createReader();
  const all: FileSystemEntry[] = [];
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve) =>
      reader.readEntries(resolve, () => resolve([])),
    );
    if (some.length === 0 || all.length >= most) return all;
    all.push(...some);
  }
}

/** None where it is gone by now. */
function openFile(entry: FileSystemFileEntry): Promise<File[]> {
  return new Promise((resolve) =>
    entry.file(
      (file) => resolve([file]),
      () => resolve([]),
    ),
  );
}

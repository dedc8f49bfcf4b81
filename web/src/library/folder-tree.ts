import type { Folder } from '../api/client.ts';
import type { LiesWithin } from '../recordings/list-filter.ts';

/** A folder with those in it. */
export interface FolderBranch {
  readonly folder: Folder;
  /** 0: at the top. */
  readonly level: number;
  readonly branches: readonly FolderBranch[];
  /** Of it and of all below it. */
  readonly recordings: number;
}

/** Folders as they lie in one another, by their names as people sort them. */
export function buildTree(folders: readonly Folder[], language: string): FolderBranch[] {
  const { compare } = new Intl.Collator(language, { numeric: true });
  const byParent = Map.groupBy(folders, (folder) => folder.parent_id);
  const grow = (parent: string | null, level: number): FolderBranch[] =>
    (byParent.get(parent) ?? [])
      .toSorted((one, other) => compare(one.name, other.name))
      .map((folder) => {
        const branches = grow(folder.id, level + 1);
        const below = branches.reduce((sum, branch) => sum + branch.recordings, 0);
        return { folder, level, branches, recordings: folder.recordings + below };
      });
  return grow(null, 0);
}

/** All branches, each before those in it. */
export function listBranches(tree: readonly FolderBranch[]): FolderBranch[] {
  return tree.flatMap((branch) => [branch, ...listBranches(branch.branches)]);
}

/** A folder is within itself. */
export function createLiesWithin(folders: readonly Pick<Folder, 'id' | 'parent_id'>[]): LiesWithin {
  const parents = new Map(folders.map(({ id, parent_id }) => [id, parent_id]));
  return (folder, above) => {
    for (let at: string | null = folder, steps = 0; at !== null && steps <= parents.size; steps += 1) {
      if (at === above) return true;
      at = parents.get(at) ?? null;
    }
    return false;
  };
}

/** The names on the way to a folder, from the top. */
export function nameWay(folders: readonly Folder[], id: string): string[] {
  const byId = new Map(folders.map((folder) => [folder.id, folder]));
  const way: string[] = [];
  for (let at = byId.get(id); at && way.length < folders.length; ) {
    way.unshift(at.name);
    at = at.parent_id === null ? undefined : byId.get(at.parent_id);
  }
  return way;
}

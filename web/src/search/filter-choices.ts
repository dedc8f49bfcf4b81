import { queryOptions } from '@tanstack/react-query';
import { nameWay } from '../library/folder-tree.ts';
import { folderList, tagList } from '../library/queries.ts';

interface Choice {
  readonly value: string;
  readonly label: string;
}

/** Folders with those that they lie in, `Sales / 2026`, in the order of these words. */
export const folderChoices = queryOptions({
  ...folderList,
  select: ({ folders }): Choice[] =>
    folders
      .map(({ id }) => ({ value: id, label: nameWay(folders, id).join(' / ') }))
      .sort((a, b) => a.label.localeCompare(b.label)),
});

export const tagChoices = queryOptions({
  ...tagList,
  select: (tags): Choice[] => tags.map(({ tag }) => ({ value: tag, label: tag })),
});

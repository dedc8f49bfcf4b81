import { expect, it } from 'vitest';
import {
  catalogue,
  findCatalogueModel,
  listCatalogueNames,
  modelGroups,
  soleFiles,
  standardModel,
} from './catalogue.ts';
import { isModelName } from './installed-models.ts';

it('has every model once, under a name that can be a folder', () => {
  const names = catalogue.map((model) => model.name);
  expect(new Set(names).size).toBe(names.length);
  expect(names.filter((name) => !isModelName(name))).toEqual([]);
});

it('names files that the engine finds, with whole digests', () => {
  for (const { files, kind } of catalogue) {
    if (kind === 'recogniser') expect(files.some((file) => file.name.endsWith('tokens.txt'))).toBe(true);
    else expect(files.map((file) => file.name)).toEqual([soleFiles[kind]]);
    expect(files.some((file) => file.name.endsWith('.onnx'))).toBe(true);
    for (const { sha256 = '0'.repeat(64) } of files) expect(sha256).toMatch(/^[0-9a-f]{64}$/);
  }
});

it('knows what the standard model speaks', () => {
  const standard = findCatalogueModel(standardModel);
  expect(standard?.languages).toContain('ru');
  expect(standard?.languages).toHaveLength(25);
});

it('has groups of models that there are, and counts none of them among what recognises', () => {
  const every = listCatalogueNames('every');
  for (const [group, names] of Object.entries(modelGroups)) {
    expect(every).not.toContain(group);
    for (const name of names) {
      expect(every).toContain(name);
      expect(listCatalogueNames()).not.toContain(name);
    }
  }
});

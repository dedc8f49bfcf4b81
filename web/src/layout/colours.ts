import { localStorageColorSchemeManager } from '@mantine/core';

/** Light or dark as chosen here, kept where public/assets/early.js looks before the first paint. */
export const colours = localStorageColorSchemeManager({ key: 'efir-colours' });

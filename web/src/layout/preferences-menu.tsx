import { ActionIcon, Menu, useMantineColorScheme } from '@mantine/core';
import {
  IconAdjustmentsHorizontal,
  IconCheck,
  IconDeviceDesktop,
  IconLanguage,
  IconMoon,
  IconSun,
} from '@tabler/icons-react';
import { languageNames, languages } from '../texts/language.ts';
import { useLanguage } from '../texts/language-context.ts';
import { useTexts } from '../texts/use-texts.ts';

const schemes = [
  ['auto', IconDeviceDesktop],
  ['light', IconSun],
  ['dark', IconMoon],
] as const;

/** Language, and light or dark: kept on this machine. */
export function PreferencesMenu() {
  const text = useTexts();
  const { choose, language } = useLanguage();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const check = <IconCheck size={16} aria-hidden />;
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" size="lg" aria-label={text('web-preferences')}>
          <IconAdjustmentsHorizontal size={20} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {schemes.map(([scheme, Icon]) => (
          <Menu.Item
            key={scheme}
            leftSection={<Icon size={16} aria-hidden />}
            rightSection={colorScheme === scheme ? check : undefined}
            aria-current={colorScheme === scheme}
            onClick={() => setColorScheme(scheme)}
          >
            {text(`web-colours-${scheme}`)}
          </Menu.Item>
        ))}
        <Menu.Divider />
        {languages.map((one) => (
          <Menu.Item
            key={one}
            lang={one}
            leftSection={<IconLanguage size={16} aria-hidden />}
            rightSection={language === one ? check : undefined}
            aria-current={language === one}
            onClick={() => choose(one)}
          >
            {languageNames[one]}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

import { ActionIcon, type ActionIconProps } from '@mantine/core';
import type { ComponentPropsWithRef, ComponentType } from 'react';

interface ToolButtonProps
  extends ActionIconProps,
    Omit<ComponentPropsWithRef<'button'>, keyof ActionIconProps> {
  readonly label: string;
  readonly icon: ComponentType<{ size: number }>;
}

/** A quiet button with a sign; what it does is said by its label. */
export function ToolButton({ icon: Icon, label, ...rest }: ToolButtonProps) {
  return (
    <ActionIcon variant="subtle" color="gray" size="lg" aria-label={label} title={label} {...rest}>
      <Icon size={18} aria-hidden />
    </ActionIcon>
  );
}

export const APPEARANCE = '/admin/appearance';

export const settingsPath = (theme: string): string => `${APPEARANCE}/settings/${theme}`;
export const previewPath = (theme: string): string => `${APPEARANCE}/preview/${theme}`;
export const usePath = (theme: string): string => `${APPEARANCE}/use/${theme}`;

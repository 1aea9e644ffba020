import type { Variables } from '#grammar/config';
import { badge, container, type Element, inOrder, link, paragraph, text } from '#grammar/render';
import { DEFAULT_THEME, type ListedTheme } from '#grammar/theme';
import { appearanceOf } from './appearance.ts';
import { previewPath, settingsPath, usePath } from './appearance-paths.ts';

/** Each theme as a card: what it looks like, what is wrong with it, what can be done. */
export function themeList(themes: readonly ListedTheme[], variables: Variables): Element {
  const chosen = appearanceOf(variables).theme();
  const inUse = themes.some(({ name, unusable }) => name === chosen && !unusable)
    ? chosen
    : DEFAULT_THEME;
  const cards = themes.map((theme) => card(theme, theme.name === inUse && !theme.unusable));
  return container(
    inOrder(
      chosen !== inUse && lost(chosen),
      container(inOrder(...cards), { tag: 'ul', attributes: { class: 'theme-list' } }),
      paragraph(
        'A theme of your own is a folder with a theme.toml in “themes” beside the files of the site.',
        { class: 'muted' },
      ),
    ),
    { attributes: { class: 'stack', 'data-gap': 'large' } },
  );
}

function lost(chosen: string): Element {
  return {
    '#type': 'notice',
    '#tone': 'danger',
    '#value': `The chosen theme “${chosen}” cannot be read. Readers see the theme “${DEFAULT_THEME}” until it is mended or another one is chosen.`,
  };
}

function card(theme: ListedTheme, inUse: boolean): Element {
  const { name, label, description, picture, problems, unusable } = theme;
  const title: Element = { '#type': 'heading', '#level': 2, '#value': label };
  return container(
    inOrder(
      picture !== undefined && {
        '#type': 'image',
        '#url': picture,
        '#alt': '',
        '#attributes': { class: 'theme-picture' },
      },
      container(
        inOrder(
          container(inOrder(title, inUse && badge('In use', 'positive')), {
            attributes: { class: 'cluster' },
          }),
          description !== '' && paragraph(description, { class: 'muted' }),
          ...problems.map(problem),
          !unusable &&
            container(
              inOrder(
                !inUse && useButton(name, label),
                link(settingsPath(name), 'Settings', { look: 'secondary', icon: 'palette' }),
                link(previewPath(name), 'Preview', { look: 'quiet', icon: 'eye' }),
              ),
              { attributes: { class: 'cluster' } },
            ),
        ),
        { attributes: { class: 'theme-about stack' } },
      ),
    ),
    { tag: 'li', attributes: { class: 'theme-card', ...(inUse ? { 'data-in-use': true } : {}) } },
  );
}

function problem(why: string): Element {
  return {
    '#type': 'notice',
    '#tone': 'danger',
    '#value': 'This has to be mended:',
    '#children': {
      why: container({ text: text(why) }, { tag: 'p', attributes: { class: 'theme-problem' } }),
    },
  };
}

function useButton(name: string, label: string): Element {
  return {
    '#type': 'form',
    '#action': usePath(name),
    '#method': 'post',
    '#children': {
      use: {
        '#type': 'button',
        '#value': 'Use this theme',
        '#look': 'primary',
        '#attributes': { 'aria-label': `Use this theme: ${label}` },
      },
    },
  };
}

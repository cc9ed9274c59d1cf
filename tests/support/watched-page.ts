import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

/** Collects what a strict policy complains about: any such line fails the journey. */
export function watchConsole(page: Page): string[] {
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (/Content Security Policy|Refused to/i.test(message.text())) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  return complaints;
}

/** axe finds nothing on this screen as it stands. */
export async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([]);
}

/** Enters as one of the demo's roles. */
export async function enterAs(page: Page, persona: string): Promise<void> {
  await page.goto('/personas');
  await page.locator(`form:has(input[value="${persona}"]) button`).click();
  await page.waitForURL((url) => url.pathname !== '/personas');
}

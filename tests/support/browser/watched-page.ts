import AxeBuilder from '@axe-core/playwright';
import { expect, type Browser, type Page } from '@playwright/test';

/** Collects what a strict policy complains about, and every request to somebody else: any such line fails the journey. */
export function watchConsole(page: Page): string[] {
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (/Content Security Policy|Refused to/i.test(message.text())) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('request', (request) => {
    const { protocol, hostname } = new URL(request.url());
    const isOwn = ['data:', 'blob:'].includes(protocol) || hostname === 'localhost';
    if (!isOwn) complaints.push(`asked ${hostname}`);
  });
  return complaints;
}

/** axe finds nothing on this screen as it stands. */
export async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([]);
}

/** By how many pixels the page is wider than its window (WCAG 1.4.10). */
export function widerThanWindow(page: Page): Promise<number> {
  return page.evaluate(() => Math.max(0, document.documentElement.scrollWidth - window.innerWidth));
}

/** Words of links and buttons lower than 44 pixels, links within a sentence aside (WCAG 2.5.5). */
export function tooSmallToTouch(page: Page): Promise<string[]> {
  return page.locator('a:visible, button:visible, summary:visible').evaluateAll((elements) =>
    elements
      .filter((element) => getComputedStyle(element).display !== 'inline')
      .filter((element) => element.getBoundingClientRect().height < 44)
      .map((element) => element.textContent.trim()),
  );
}

/** Enters as one of the demo's roles. */
export async function enterAs(page: Page, persona: string): Promise<void> {
  await page.goto('/personas');
  await page.locator(`form:has(input[value="${persona}"]) button`).click();
  await page.waitForURL((url) => url.pathname !== '/personas');
}

/** Somebody in a browser of their own. */
export interface Apart {
  readonly page: Page;
  readonly complaints: readonly string[];
}

/** Enters as one of the demo's roles in a context of its own, so that several people act at once. */
export async function enterApart(browser: Browser, baseURL: string, persona: string): Promise<Apart> {
  const context = await browser.newContext({ baseURL, locale: 'de-DE', timezoneId: 'Europe/Berlin' });
  const page = await context.newPage();
  const complaints = watchConsole(page);
  await enterAs(page, persona);
  return { page, complaints };
}

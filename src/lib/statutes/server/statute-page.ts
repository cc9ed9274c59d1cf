import { houseNow } from '#lib/platform/server/time/clock.server.ts';
import { database } from '#lib/platform/server/database.server.ts';
import { articlesAt, statuteVersions } from './articles.ts';

const berlin = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Berlin' });

/** The statute as it stood on a day (today without one), in one language. Public: nobody is asked who they are. */
export async function statutePage(on: string | null, locale: 'de' | 'en') {
  const reader = database();
  const today = berlin.format(await houseNow(reader));
  const day = on ?? today;
  const articles = await articlesAt(reader, day);
  return {
    day,
    isToday: day === today,
    versions: await statuteVersions(reader),
    articles: articles.map(({ key, number, title, text, validFrom, validTo }) => ({
      key,
      number,
      title: title[locale],
      text: text[locale],
      validFrom,
      validTo,
    })),
  };
}

import { refusalText } from '#lib/i18n/refusals.ts';
import { mergePeopleShape } from '#lib/membership/merging/merging.ts';
import { mergePage } from '#lib/membership/server/merging/merge-page.ts';
import { mergePeople } from '#lib/membership/server/merging/merge-people.ts';
import { formAction, notFound } from '#lib/platform/form-action.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => {
  const asked = {
    personId: params.person,
    with: url.searchParams.get('with'),
    number: url.searchParams.get('number'),
  };
  const found = await mergePage(locals.actor, asked);
  if (!found) notFound();
  const words = (code: string | null) => code && refusalText(code, {}, locals.locale);
  const { refused, pair, ...page } = found;
  const inWords = ({ refused: why, ...spells }: NonNullable<typeof pair>['memberships']['kept']) => ({
    ...spells,
    refusedWords: words(why),
  });
  const shown = pair && {
    ...pair,
    memberships: { kept: inWords(pair.memberships.kept), other: inWords(pair.memberships.other) },
    againstWords: words(pair.against),
  };
  return { ...page, refusedWords: words(refused), pair: shown };
};

export const actions: Actions = {
  default: formAction(mergePeopleShape, mergePeople, {
    from: ({ params }) => ({ personId: params.person }),
    redirectTo: ({ mergeId }, { params }) => `/members/${params.person}/merges/${mergeId}?merged`,
  }),
};

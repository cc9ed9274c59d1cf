import { sql } from 'drizzle-orm';
import type { Reader } from '#lib/platform/server/database.server.ts';

/** All members, or only those who have paid or need not. */
export type Counted = 'members' | 'paid-or-exempt';

export interface BranchCount {
  readonly path: string;
  readonly name: string;
  readonly members: number;
}

export interface MembersBelow {
  /** The branches directly below, by name, each with its whole subtree. */
  readonly branches: readonly BranchCount[];
  /** Members of the unit itself, who belong to none of these branches. */
  readonly elsewhere: number;
}

/** How many people were members on a day, by the branches directly below a unit, as we know it now. */
export async function membersBelow(
  reader: Reader,
  unitPath: string,
  { on, counted }: { readonly on: string; readonly counted: Counted },
): Promise<MembersBelow> {
  const standing = sql`(select d.standing from dues_standing d where d.person_id = m.person_id
    and d.superseded_at is null and d.since <= ${on} order by d.since desc limit 1)`;
  const paid = counted === 'members' ? sql`true` : sql`${standing} in ('paid', 'exempt')`;
  const rows = await reader.execute<{ path: string; name: string; members: number }>(sql`
    with member as (
      select m.person_id, ${unitPath} || split_part(substr(u.path, length(${unitPath}) + 1), '/', 1) || '/' as branch
      from membership m join unit u on u.id = m.unit_id
      where u.path like ${unitPath + '%'} and m.superseded_at is null and m.joined_on <= ${on}
        and (m.ended_on is null or m.ended_on > ${on}) and ${paid}),
    counts as (select branch, count(distinct person_id)::int as members from member group by branch)
    select branch.path, branch.name, coalesce(counts.members, 0) as members
    from unit branch join unit above on above.id = branch.parent_id and above.path = ${unitPath}
    left join counts on counts.branch = branch.path
    union all select '', '', members from counts where branch = ${unitPath + '/'}
    order by name, path`);
  const branches = [...rows].filter(({ path }) => path !== '');
  return { branches, elsewhere: rows.find(({ path }) => path === '')?.members ?? 0 };
}

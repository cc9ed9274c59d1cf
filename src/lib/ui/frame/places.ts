import type { Component } from 'svelte';
import Armchair from '@lucide/svelte/icons/armchair';
import ArrowRightLeft from '@lucide/svelte/icons/arrow-right-left';
import AtSign from '@lucide/svelte/icons/at-sign';
import BookMarked from '@lucide/svelte/icons/book-marked';
import FileText from '@lucide/svelte/icons/file-text';
import Gavel from '@lucide/svelte/icons/gavel';
import House from '@lucide/svelte/icons/house';
import ListChecks from '@lucide/svelte/icons/list-checks';
import MessagesSquare from '@lucide/svelte/icons/messages-square';
import Network from '@lucide/svelte/icons/network';
import ScrollText from '@lucide/svelte/icons/scroll-text';
import User from '@lucide/svelte/icons/user';
import UserPlus from '@lucide/svelte/icons/user-plus';
import Users from '@lucide/svelte/icons/users';
import Vote from '@lucide/svelte/icons/vote';

/** Names instead of components, so that a server load can say them. */
export type PlaceIcon =
  | 'start'
  | 'debates'
  | 'motions'
  | 'vote'
  | 'me'
  | 'members'
  | 'units'
  | 'decisions'
  | 'rolls'
  | 'seats'
  | 'addresses'
  | 'transfers'
  | 'applications'
  | 'record'
  | 'statutes';

export interface Place {
  readonly href: string;
  readonly label: string;
  readonly icon: PlaceIcon;
  readonly current?: boolean;
  /** How many things wait there. */
  readonly count?: number;
}

export interface UnitChoice {
  readonly href: string;
  readonly name: string;
  /** Bundesverband, Landesverband, Kreisverband … */
  readonly level: string;
  readonly current?: boolean;
}

type Icon = Component<{ size?: number }>;

export const placeIcons: Record<PlaceIcon, Icon> = {
  start: House,
  debates: MessagesSquare,
  motions: FileText,
  vote: Vote,
  me: User,
  members: Users,
  units: Network,
  decisions: Gavel,
  rolls: ListChecks,
  seats: Armchair,
  addresses: AtSign,
  transfers: ArrowRightLeft,
  applications: UserPlus,
  record: BookMarked,
  statutes: ScrollText,
};

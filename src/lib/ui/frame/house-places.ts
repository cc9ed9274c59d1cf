import { m } from '#lib/i18n/paraglide/messages.js';
import type { Place, PlaceIcon } from './places.ts';

interface Planned {
  readonly href: string;
  readonly icon: PlaceIcon;
  readonly label: () => string;
  /** One of these powers opens the place; none: it is everyone's. */
  readonly powers?: readonly string[];
}

const EVERYONE: readonly Planned[] = [
  { href: '/', icon: 'start', label: () => m.frame_nav_start() },
  { href: '/debates', icon: 'debates', label: () => m.frame_nav_debates() },
  { href: '/motions', icon: 'motions', label: () => m.frame_nav_motions() },
  { href: '/referendums', icon: 'vote', label: () => m.frame_nav_vote() },
  { href: '/me', icon: 'me', label: () => m.frame_nav_me() },
];

const OFFICES: readonly Planned[] = [
  { href: '/members', icon: 'members', label: () => m.frame_nav_members(), powers: ['members.read'] },
  {
    href: '/applications',
    icon: 'applications',
    label: () => m.frame_nav_applications(),
    powers: ['members.write'],
  },
  {
    href: '/units',
    icon: 'units',
    label: () => m.frame_nav_units(),
    powers: ['units.write', 'offices.write', 'members.read'],
  },
  {
    href: '/office/referendums',
    icon: 'decisions',
    label: () => m.frame_nav_decisions(),
    powers: ['referendums.write', 'referendums.commit'],
  },
  {
    href: '/address-changes',
    icon: 'addresses',
    label: () => m.frame_nav_address_changes(),
    powers: ['members.write'],
  },
  {
    href: '/transfers',
    icon: 'transfers',
    label: () => m.frame_nav_transfers(),
    powers: ['transfers.answer'],
  },
  {
    href: '/office/delegate-keys',
    icon: 'seats',
    label: () => m.frame_nav_delegate_keys(),
    powers: ['units.write'],
  },
  { href: '/rolls', icon: 'rolls', label: () => m.frame_nav_rolls(), powers: ['rolls.manage', 'rolls.seal'] },
];

/** The five places of the house, the one that holds `path` marked. */
export function placesOfHouse(path: string): Place[] {
  return EVERYONE.map((planned) => placed(planned, path));
}

/** What an officer holds, and how many things wait on each page. */
interface Desk {
  readonly powers: readonly string[];
  readonly waiting: Readonly<Record<string, number>>;
}

/** The pages of an office, for whoever holds a power that opens one. */
export function placesOfOffice({ powers, waiting }: Desk, path: string): Place[] {
  const isOpen = (planned: Planned) => planned.powers?.some((power) => powers.includes(power));
  return OFFICES.filter(isOpen).map((planned) => ({
    ...placed(planned, path),
    count: waiting[planned.href] ?? 0,
  }));
}

function placed({ href, icon, label }: Planned, path: string): Place {
  return {
    href,
    icon,
    label: label(),
    current: path === href || (href !== '/' && path.startsWith(`${href}/`)),
  };
}

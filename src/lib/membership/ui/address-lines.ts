interface Home {
  readonly street: string | null;
  readonly postcode: string | null;
  readonly town: string | null;
  readonly country: string;
}

/** An address on one line, as people write it. */
export function addressLine(home: Home, countryName: (code: string) => string): string {
  const place = [home.postcode, home.town].filter((part) => part !== null).join(' ');
  const country = home.country === 'DE' ? '' : countryName(home.country);
  return [home.street ?? '', place, country].filter((part) => part !== '').join(', ');
}

/** What the outer server must know before the app is loaded. The app reads its own configuration by its schema. */
export interface ServingSettings {
  readonly host: string;
  readonly port: number;
  readonly origin: URL | null;
  readonly boothOrigin: URL | null;
  readonly allowedHosts: readonly string[];
  readonly trustedProxies: number;
  readonly certificate: { readonly key: string; readonly cert: string } | null;
}

export function servingSettings(env: Readonly<Record<string, string | undefined>>): ServingSettings {
  const hosts = env.ALLOWED_HOSTS || 'localhost,127.0.0.1,[::1]';
  return {
    host: env.HOST || '127.0.0.1',
    port: Number(env.PORT || 3000),
    origin: env.ORIGIN ? new URL(env.ORIGIN) : null,
    boothOrigin: env.BOOTH_ORIGIN ? new URL(env.BOOTH_ORIGIN) : null,
    allowedHosts: hosts.split(',').map((host) => host.trim().toLowerCase()),
    trustedProxies: Number(env.TRUSTED_PROXIES || 0),
    certificate:
      env.TLS_KEY_FILE && env.TLS_CERT_FILE ? { key: env.TLS_KEY_FILE, cert: env.TLS_CERT_FILE } : null,
  };
}

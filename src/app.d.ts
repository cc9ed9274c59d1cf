import type { Actor } from '#lib/platform/actor.ts';

declare global {
  namespace App {
    interface Locals {
      actor: Actor;
      locale: 'de' | 'en';
      /** The house's clock when the request came in. */
      now: Date;
    }
    interface Error {
      message: string;
      code?: string;
    }
  }
}

export {};

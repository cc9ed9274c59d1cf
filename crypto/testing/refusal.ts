import { expect } from 'vitest';
import { Refused } from '../refusal.ts';

/** The code with which something that takes time is refused; fails where it is not, or where it breaks in another way. */
export async function refusalIn(act: Promise<unknown> | (() => Promise<unknown>)): Promise<string> {
  try {
    await (typeof act === 'function' ? act() : act);
  } catch (error) {
    if (error instanceof Refused) return error.code;
    throw error;
  }
  return expect.fail('was not refused');
}

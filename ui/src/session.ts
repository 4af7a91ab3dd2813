// What holds for the whole page: the ledger's status and who is at the keyboard.

import { get } from './api.ts';
import { asOf } from './address.ts';
import type { Status } from './wire.ts';

let kept: { at: string | null; status: Promise<Status> } | null = null;

/** The ledger's status as of the day the page looks back from. */
export function status(): Promise<Status> {
  const at = asOf();
  if (kept === null || kept.at !== at) {
    const asked = get<Status>('/status');
    asked.catch(() => {
      kept = null;
    });
    kept = { at, status: asked };
  }
  return kept.status;
}

/** The ledger or the person changed: the status is asked for anew. */
export function forget(): void {
  kept = null;
}

/** Decisions can be made: somebody is signed in who may, and the page shows the present. */
export async function mayDecide(): Promise<boolean> {
  const { me } = await status();
  return asOf() === null && me.name !== null && me.role !== 'reader';
}

import { sealBallot, type BallotOrder, type SealedBallot } from './sealed-ballot.ts';

/** The scope of a dedicated worker, as far as it is used here. */
interface WorkerScope {
  addEventListener(type: 'message', listener: (event: { readonly data: BallotOrder }) => void): void;
  postMessage(sealed: SealedBallot): void;
}

const scope = globalThis as unknown as WorkerScope;
scope.addEventListener('message', ({ data }) => scope.postMessage(sealBallot(data)));

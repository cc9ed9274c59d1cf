import { getReady, sealBallot, type BallotOrder, type SealedBallot } from './sealed-ballot.ts';

/** Without votes it is only told which election it will be. */
type Told = BallotOrder | Pick<BallotOrder, 'election'>;

/** The scope of a dedicated worker, as far as it is used here. */
interface WorkerScope {
  addEventListener(type: 'message', listener: (event: { readonly data: Told }) => void): void;
  postMessage(sealed: SealedBallot): void;
}

const scope = globalThis as unknown as WorkerScope;
scope.addEventListener('message', ({ data }) => {
  if ('votes' in data) scope.postMessage(sealBallot(data));
  else getReady(data.election);
});

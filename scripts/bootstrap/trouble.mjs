/** What a person can do something about; told as one sentence. */
export class BootstrapTrouble extends Error {}

/** @param {string} sentence goes to stderr: standard output belongs to the script that is started */
export function say(sentence) {
  process.stderr.write(`${sentence}\n`);
}

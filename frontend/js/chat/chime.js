/** The sound of a message: two short notes, softer than the ring. */

const NOTES_HZ = [880, 1175];
const NOTE_S = 0.12;
const VOLUME = 0.08;

/** @type {AudioContext | null} */
let context = null;

/** Chrome starts sound only after a click or key in the page: to be called from one. */
export function unlockChime() {
  context ??= new AudioContext();
  if (context.state === 'suspended') void context.resume();
}

export function chime() {
  if (context?.state !== 'running') return;
  const gain = new GainNode(context, { gain: VOLUME });
  gain.connect(context.destination);
  NOTES_HZ.forEach((frequency, place) => {
    const note = new OscillatorNode(/** @type {AudioContext} */ (context), { frequency });
    const begin = /** @type {AudioContext} */ (context).currentTime + place * NOTE_S;
    note.connect(gain);
    note.start(begin);
    note.stop(begin + NOTE_S);
  });
}

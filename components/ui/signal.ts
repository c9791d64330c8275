/** A short tone and a shake beside what the screen says: high for taken, low for refused. */
export function signal(good: boolean): void {
  navigator.vibrate?.(good ? 40 : [120, 60, 120]);
  if (!("AudioContext" in window)) return;
  const sound = new AudioContext();
  const tone = sound.createOscillator();
  const volume = sound.createGain();
  tone.frequency.value = good ? 1320 : 220;
  volume.gain.value = 0.08;
  tone.connect(volume).connect(sound.destination);
  tone.onended = () => void sound.close();
  tone.start();
  tone.stop(sound.currentTime + (good ? 0.07 : 0.25));
}

/** As exact as an estimate can be: seconds only where it is soon. */
export function roundEstimate(seconds: number): number {
  const step = seconds < 60 ? 5 : seconds < 120 ? 10 : 60;
  return Math.max(step, Math.round(seconds / step) * step);
}

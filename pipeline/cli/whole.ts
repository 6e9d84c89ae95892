import { InvalidArgumentError } from 'commander';

/** Reads a flag's value as a whole number within bounds; `what` names it where it is refused. */
export const whole =
  (what: string, low: number, high: number) =>
  (text: string): number => {
    const value = Number(text);
    if (/^\d+$/.test(text) && value >= low && value <= high) return value;
    throw new InvalidArgumentError(`Expected ${what}, a whole number from ${low} to ${high}.`);
  };

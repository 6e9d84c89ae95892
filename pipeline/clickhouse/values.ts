import { dateTime64 } from '../days.ts';

/** A value with the ClickHouse type it travels as. Made by {@link typed} of the dialect. */
export class TypedValue {
  readonly value: unknown;
  readonly type: string;
  constructor(value: unknown, type: string) {
    if (!TYPE.test(type)) throw new TypeError(`${type} is not a ClickHouse type.`);
    this.value = value;
    this.type = type;
  }
}

/** Names, arguments and quoted text such as 'UTC': nothing that could end the parameter's braces. */
const TYPE = /^[A-Za-z][\w\s(),='/+-]*$/;

/** The type a JavaScript value travels as, unless the caller says otherwise. @throws TypeError */
export const typeOf = (value: unknown): string => {
  if (value instanceof TypedValue) return value.type;
  if (typeof value === 'string') return 'String';
  if (typeof value === 'boolean') return 'Bool';
  if (typeof value === 'bigint') return integerType(value);
  if (typeof value === 'number') return Number.isSafeInteger(value) ? integerType(BigInt(value)) : 'Float64';
  if (value instanceof Date) return "DateTime64(3, 'UTC')";
  if (Array.isArray(value)) return `Array(${elementType(value)})`;
  throw new TypeError(
    `A ${value === null ? 'null' : typeof value} has no ClickHouse type of its own; write typed(value, 'Type').`,
  );
};

const integerType = (value: bigint): string => {
  for (const bits of [64, 256]) {
    if (value >= 0n && BigInt.asUintN(bits, value) === value) return `UInt${bits}`;
    if (value < 0n && BigInt.asIntN(bits, value) === value) return `Int${bits}`;
  }
  throw new TypeError(`${value} is outside every integer type of ClickHouse.`);
};

/** One type for all elements; nulls make it nullable. */
const elementType = (values: readonly unknown[]): string => {
  const present = values.filter(value => value !== null);
  const type = commonType(new Set(present.map(typeOf)), present);
  return present.length < values.length ? `Nullable(${type})` : type;
};

const commonType = (types: ReadonlySet<string>, values: readonly unknown[]): string => {
  const [first] = types;
  if (first === undefined) return 'Nothing';
  if (types.size === 1) return first;
  if (values.every(value => typeof value === 'number')) return types.has('Float64') ? 'Float64' : 'Int64';
  if (values.every(value => typeof value === 'number' || typeof value === 'bigint') && !types.has('Float64'))
    return 'Int256';
  throw new TypeError(
    `An array of ${[...types].join(' and ')} has no common type; write typed(value, 'Array(...)').`,
  );
};

/**
 * The value as the client sends it. Text that is not well-formed UTF-16 is refused: it would arrive as other text.
 * @throws TypeError
 */
export const encode = (value: unknown): unknown => {
  if (value instanceof TypedValue) return encode(value.value);
  if (typeof value === 'string') {
    if (!value.isWellFormed()) throw new TypeError('Text with half a surrogate pair cannot be sent.');
    return value;
  }
  if (value instanceof Date) return dateTime64(value.getTime());
  if (Array.isArray(value)) return value.map(encode);
  if (value === undefined) throw new TypeError('undefined is not a value; null is.');
  return value;
};

import { resolveLibchdb } from 'chdb/libchdb';
import { DataType, isNullPointer, load, open } from 'ffi-rs';

/**
 * The child process that is the ClickHouse server: the engine library runs its command line in a thread of this
 * process until its query ends. Started by engine.ts as `engine-process.ts <engine arguments>`.
 */
const LIBRARY = 'chdb';

/** The engine has no orderly way out once it has returned or lost its parent; its data is safe at any moment. */
const die = (): void => {
  process.kill(process.pid, 'SIGKILL');
};

// The parent's end closes the channel, even when it was killed. A parent gone before this line is a closed channel.
process.once('disconnect', die);
if (!process.connected) die();

// Its log names queries: nobody else reads it.
process.umask(0o077);
open({ library: LIBRARY, path: resolveLibchdb().path });
const args = ['clickhouse', ...process.argv.slice(2)];
const result = await load({
  library: LIBRARY,
  funcName: 'chdb_query_cmdline',
  retType: DataType.External,
  paramsType: [DataType.I32, DataType.StringArray],
  paramsValue: [args.length, args],
  runInNewThread: true,
});
// Refusals before the first query are in the result; later ones the engine itself has written to stderr.
const error = {
  library: LIBRARY,
  funcName: 'chdb_result_error',
  paramsType: [DataType.External],
  paramsValue: [result],
};
if (!isNullPointer(load({ ...error, retType: DataType.External })))
  process.stderr.write(`${load({ ...error, retType: DataType.String })}\n`);
setImmediate(die);

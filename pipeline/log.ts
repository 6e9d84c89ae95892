import { type Logger, pino } from 'pino';

export type { Logger };

/**
 * One JSON line per event, on stderr so that stdout stays for answers. Values under these names never leave the
 * process: tokens travel in queries and forms of several platforms.
 */
export const createLogger = (level = 'info'): Logger =>
  pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      redact: {
        paths: [
          '*.access_token',
          '*.refresh_token',
          '*.client_secret',
          '*.app_secret',
          '*.password',
          '*.authorization',
        ],
        censor: '***',
      },
    },
    pino.destination({ fd: 2, sync: true }),
  );

export const silentLogger: Logger = pino({ level: 'silent' });

/**
 * Beacons of the platforms' own players and pages: a request to one of them raises the counter it stands for.
 * Nothing of ours may ever send one, whatever a collector or a manifest asks for.
 */
export const BEACONS: readonly RegExp[] = [
  // Sohu's players: count.vrs.sohu.com/count/stat.do and dostat.do?method=setVideoPlayCount.
  /\/count\/stat\.do\b/i,
  /[?&]method=setVideoPlayCount\b/i,
  // Sina's players: kcount.php?…type=play.
  /\/kcount\.php\b/i,
  // Script tags of server-rendered partner pages: …/click?id=…
  /\/click\?(?:[^#]*&)?id=/i,
];

export const isBeacon = (url: URL, patterns: readonly RegExp[] = BEACONS): boolean =>
  patterns.some(pattern => pattern.test(url.href));

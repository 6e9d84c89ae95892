/** Hands a file to the browser. */
export const saveFile = (name: string, content: Blob): void => {
  const url = URL.createObjectURL(content);
  const link = Object.assign(document.createElement('a'), { href: url, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
};

/** True where the browser lets a page put an image on the clipboard: not over plain HTTP, nor inside some apps. */
export const canCopyImage = (): boolean =>
  typeof ClipboardItem !== 'undefined' && typeof navigator.clipboard?.write === 'function';

/**
 * Puts text on the clipboard, over plain HTTP too.
 * @throws Error where the browser refuses.
 */
export const copyText = async (text: string): Promise<void> => {
  if (navigator.clipboard?.writeText) return navigator.clipboard.writeText(text);
  const field = Object.assign(document.createElement('textarea'), { value: text, readOnly: true });
  field.className = 'visually-hidden';
  (document.querySelector('dialog[open]') ?? document.body).append(field);
  field.select();
  // Deprecated and without a successor where the clipboard API is withheld.
  const copied = document.execCommand('copy');
  field.remove();
  if (!copied) throw new Error('The browser does not allow copying.');
};

/** Starts from a promise, since browsers forget that a key was pressed while the image is drawn. */
export const copyImage = (image: Promise<Blob>): Promise<void> =>
  navigator.clipboard.write([new ClipboardItem({ 'image/png': image })]);

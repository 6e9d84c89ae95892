/**
 * The web font for machines with no Chinese font of their own: it stands last in the stack, and each of its subsets
 * loads only when a character on the page needs it. Loaded after first paint: its style sheet alone is 45 KB.
 */
import '@fontsource/noto-sans-sc/400.css';
import '@fontsource/noto-sans-sc/600.css';

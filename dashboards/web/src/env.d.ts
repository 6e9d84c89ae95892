declare module '*.css';
declare module '@fontsource/noto-sans-sc/*.css';

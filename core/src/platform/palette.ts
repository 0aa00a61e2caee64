/** Colours of the page, `#rrggbb`; `shades` are the backgrounds of emphasised words. Tests hold every pair to its contrast. */
export interface Palette {
  readonly page: string;
  readonly card: string;
  readonly ink: string;
  readonly soft: string;
  readonly rule: string;
  readonly link: string;
  readonly mark: string;
  readonly shades: readonly [string, string, string, string];
  readonly curve: string;
}

export const LIGHT: Palette = {
  page: '#fbf9f4',
  card: '#ffffff',
  ink: '#211d18',
  soft: '#665e53',
  rule: '#e4ded2',
  link: '#0b5c70',
  mark: '#12859f',
  shades: ['#fbf1d9', '#fbe3ab', '#f9d07a', '#f4b544'],
  curve: '#f2cf8a',
};

export const DARK: Palette = {
  page: '#16140f',
  card: '#211e18',
  ink: '#f0ebe2',
  soft: '#b0a698',
  rule: '#3a352c',
  link: '#7fcfe2',
  mark: '#3fa9c2',
  shades: ['#2c2413', '#453413', '#614511', '#76500a'],
  curve: '#5f471a',
};

/** @returns the palette as custom properties */
export const paletteCss = ({ shades, ...colours }: Palette): string =>
  [...Object.entries(colours), ...shades.map((shade, index) => [`e${index + 1}`, shade])]
    .map(([name, value]) => `--${name}:${value}`)
    .join(';');

import sharp, { type Sharp } from 'sharp';

/** A picture with enough in it to be told from others: a light field with a dark rectangle, which no two sizes of have alike. */
export const aPicture = (width: number, height: number, given: { readonly dark?: string; readonly at?: number } = {}): Sharp => {
  const { dark = '#203040', at = 0.2 } = given;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><rect width="100%" height="100%" fill="#e8d8b0"/><rect x="${at * width}" y="${at * height}" width="${width * 0.4}" height="${height * 0.3}" fill="${dark}"/><circle cx="${width * 0.75}" cy="${height * 0.7}" r="${height * 0.15}" fill="#a03020"/></svg>`;
  return sharp(Buffer.from(svg)).removeAlpha();
};

export const aJpeg = (width = 1600, height = 1200, given: Parameters<typeof aPicture>[2] = {}): Promise<Buffer> =>
  aPicture(width, height, given).jpeg({ quality: 92 }).toBuffer();

import { drawInt } from '../draw.ts';
import { inventPerson } from '../people.ts';
import type { StockPhoto } from '../stock/stock-photo.ts';
import type { World } from '../world.ts';

/** @returns pixels of the photograph made to fit a square of the given side */
const fitted = (photo: StockPhoto, side: number): readonly [number, number] => {
  const scale = Math.min(1, side / Math.max(photo.width, photo.height));
  return [Math.round(photo.width * scale), Math.round(photo.height * scale)];
};

/** @returns one hit of the Pixabay API; without approval there is nothing larger than 1280 pixels */
export const pixabayHit = (world: World, photo: StockPhoto): object => {
  const person = inventPerson(photo.seed);
  const [webWidth, webHeight] = fitted(photo, 640);
  const [previewWidth, previewHeight] = fitted(photo, 150);
  const slug = photo.tags.join('-').replace(/[^a-zA-Z0-9-]+/g, '-');
  const address = (size: string): string => `${world.origin}/cdn.pixabay/photo/2024/05/17/10/00/${slug}-${photo.number}_${size}.jpg`;
  const drawn = (name: string, below: number): number => drawInt(`${photo.seed}/${name}`, below);
  return {
    id: photo.number,
    pageURL: `${world.origin}/www.pixabay/photos/${slug}-${photo.number}/`,
    type: 'photo',
    tags: world.scenarios.say('pixabay', photo.tags.join(', ')),
    previewURL: address('150'),
    previewWidth,
    previewHeight,
    webformatURL: address('640'),
    webformatWidth: webWidth,
    webformatHeight: webHeight,
    largeImageURL: address('1280'),
    imageWidth: photo.width,
    imageHeight: photo.height,
    imageSize: Math.round(photo.width * photo.height * 0.3),
    views: drawn('views', 900_000),
    downloads: drawn('downloads', 500_000),
    collections: drawn('collections', 5_000),
    likes: drawn('likes', 3_000),
    comments: drawn('comments', 400),
    user_id: drawInt(`${person.username}/id`, 40_000_000),
    user: world.scenarios.say('pixabay', person.username),
    userImageURL: '',
    isAiGenerated: drawn('generated', 12) === 0,
  };
};

import { drawInt, inShare } from '../draw.ts';
import { inventPerson } from '../people.ts';
import type { StockPhoto } from '../stock/stock-photo.ts';
import type { World } from '../world.ts';

/** Query strings of the sizes that `src` offers, as the documentation lists them. */
const SIZES = {
  large2x: 'auto=compress&cs=tinysrgb&dpr=2&h=650&w=940',
  large: 'auto=compress&cs=tinysrgb&h=650&w=940',
  medium: 'auto=compress&cs=tinysrgb&h=350',
  small: 'auto=compress&cs=tinysrgb&h=130',
  portrait: 'auto=compress&cs=tinysrgb&fit=crop&h=1200&w=800',
  landscape: 'auto=compress&cs=tinysrgb&fit=crop&h=627&w=1200',
  tiny: 'auto=compress&cs=tinysrgb&dpr=1&fit=crop&h=200&w=280',
};

/** Shares of older photographs without a caption: null, and empty. */
const WITHOUT_ALT = { nothing: 0.02, empty: 0.03 };

const altOf = (photo: StockPhoto): string | null => {
  if (inShare(`${photo.seed}/no-alt`, WITHOUT_ALT.nothing)) return null;
  return inShare(`${photo.seed}/empty-alt`, WITHOUT_ALT.empty) ? '' : photo.alt;
};

const slugOf = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');

/** @returns the photo object of the Pexels API */
export const pexelsPhoto = (world: World, photo: StockPhoto): object => {
  const person = inventPerson(photo.seed);
  const alt = altOf(photo);
  const site = `${world.origin}/www.pexels`;
  const original = `${world.origin}/images.pexels/photos/${photo.number}/pexels-photo-${photo.number}.jpeg`;
  return {
    id: photo.number,
    width: photo.width,
    height: photo.height,
    url: `${site}/photo/${slugOf(photo.alt)}-${photo.number}/`,
    photographer: world.scenarios.say('pexels', person.name),
    photographer_url: `${site}/@${person.username}`,
    photographer_id: drawInt(`${person.username}/id`, 3_000_000_000),
    avg_color: photo.colour.toUpperCase(),
    src: { original, ...Object.fromEntries(Object.entries(SIZES).map(([name, query]) => [name, `${original}?${query}`])) },
    liked: false,
    alt: alt === null ? null : world.scenarios.say('pexels', alt),
  };
};

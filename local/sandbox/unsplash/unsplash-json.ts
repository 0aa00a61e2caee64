import { drawInt } from '../draw.ts';
import { inventPerson } from '../people.ts';
import type { StockPhoto } from '../stock/stock-photo.ts';
import type { World } from '../world.ts';
import { idOf, slugOf } from './unsplash-id.ts';

const dateOf = (seed: string): string =>
  new Date(Date.UTC(2014, 0, 1) + drawInt(seed, 11 * 365) * 86_400_000).toISOString().replace('.000', '');

/** @returns the token that attributes views and downloads; it has to be kept in addresses and sent back */
const attribution = (photo: StockPhoto): string => `M3w${Buffer.from(`sandbox|${photo.number}|${photo.query}`).toString('base64url')}`;

const imageUrl = (world: World, photo: StockPhoto): string =>
  `${world.origin}/images.unsplash/photo-${photo.number}-${photo.colour.slice(1)}`;

const urlsOf = (world: World, photo: StockPhoto): object => {
  const base = imageUrl(world, photo);
  const token = `ixid=${attribution(photo)}&ixlib=rb-4.1.0`;
  const sized = (width: number): string => `${base}?crop=entropy&cs=tinysrgb&fit=max&fm=jpg&${token}&q=80&w=${width}`;
  return {
    raw: `${base}?${token}`,
    full: `${base}?crop=entropy&cs=srgb&fm=jpg&${token}&q=85`,
    regular: sized(1080),
    small: sized(400),
    thumb: sized(200),
    small_s3: `${base}?fit=max&w=400`,
  };
};

const userOf = (world: World, photo: StockPhoto): object => {
  const person = inventPerson(photo.seed);
  const { username } = person;
  const picture = (side: number): string =>
    `${world.origin}/images.unsplash/profile-${drawInt(username, 1e9)}?crop=faces&fit=crop&h=${side}&w=${side}`;
  return {
    id: idOf(drawInt(`${username}/id`, 4e9)),
    updated_at: dateOf(`${username}/updated`),
    username,
    name: world.scenarios.say('unsplash', person.name),
    first_name: person.first,
    last_name: drawInt(`${username}/last`, 20) === 0 ? null : person.last,
    twitter_username: null,
    portfolio_url: null,
    bio: null,
    location: null,
    links: {
      self: `${world.origin}/unsplash/users/${username}`,
      html: `${world.origin}/www.unsplash/@${username}`,
      photos: `${world.origin}/unsplash/users/${username}/photos`,
      likes: `${world.origin}/unsplash/users/${username}/likes`,
      portfolio: `${world.origin}/unsplash/users/${username}/portfolio`,
    },
    profile_image: { small: picture(32), medium: picture(64), large: picture(128) },
    total_collections: drawInt(`${username}/collections`, 30),
    social: { instagram_username: null, portfolio_url: null, twitter_username: null, paypal_email: null },
  };
};

/** @returns the photo object of the Unsplash API, as searches give it */
export const unsplashPhoto = (world: World, photo: StockPhoto): object => {
  const id = idOf(photo.number);
  const slug = slugOf(photo.alt, id);
  const api = `${world.origin}/unsplash/photos`;
  const site = `${world.origin}/www.unsplash/photos`;
  return {
    id,
    slug,
    alternative_slugs: { en: slug },
    created_at: dateOf(`${photo.seed}/created`),
    updated_at: dateOf(`${photo.seed}/updated`),
    promoted_at: drawInt(`${photo.seed}/promoted`, 3) === 0 ? dateOf(`${photo.seed}/promoted-at`) : null,
    width: photo.width,
    height: photo.height,
    color: photo.colour,
    blur_hash: 'L3P?zK~VWAxt~qt7t6ofxuofj[t7',
    description: drawInt(`${photo.seed}/described`, 3) === 0 ? photo.alt : null,
    alt_description: world.scenarios.say('unsplash', photo.alt.toLowerCase()),
    breadcrumbs: [],
    urls: urlsOf(world, photo),
    links: {
      self: `${api}/${slug}`,
      html: `${site}/${slug}`,
      download: `${site}/${id}/download?ixid=${attribution(photo)}`,
      download_location: `${api}/${id}/download?ixid=${attribution(photo)}`,
    },
    likes: drawInt(`${photo.seed}/likes`, 5_000),
    liked_by_user: false,
    current_user_collections: [],
    sponsorship: null,
    topic_submissions: {},
    asset_type: 'photo',
    user: userOf(world, photo),
  };
};

/** @returns the same with what only `/photos/:id` has */
export const unsplashFullPhoto = (world: World, photo: StockPhoto): object => ({
  ...unsplashPhoto(world, photo),
  exif: { make: null, model: null, name: null, exposure_time: null, aperture: null, focal_length: null, iso: null },
  location: { name: null, city: null, country: null, position: { latitude: null, longitude: null } },
  views: drawInt(`${photo.seed}/views`, 9_000_000),
  downloads: drawInt(`${photo.seed}/downloads`, 90_000),
  tags: photo.tags.map(title => ({ type: 'search', title })),
  public_domain: false,
});

/** @returns the answer to a reported download */
export const downloadAnswer = (world: World, photo: StockPhoto): object => ({
  url: `${imageUrl(world, photo)}?crop=entropy&cs=srgb&fm=jpg&ixid=${attribution(photo)}&ixlib=rb-4.1.0&q=85`,
});
